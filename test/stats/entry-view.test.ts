import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Entry } from '../../src/stats/entry.js';
import { EntryView } from '../../src/stats/entry-view.js';
import { roundHalfEven } from '../../src/util/text/format.js';

const epoch = 1_700_000_000;

function viewOf(times: readonly (number | null)[]): EntryView {
  const entry = new Entry('/a', 'GET', epoch);
  entry.keepWindow(epoch);
  for (const time of times) entry.record(time, 0, epoch + 1);
  return new EntryView(entry, [0.5, 0.999, 0.25], epoch + 10);
}

describe('EntryView', () => {
  it('has percentiles by the names of their columns, in the order of the list', () => {
    const { percentiles, currentPercentiles } = viewOf([1, 2, 3, 4]);
    expect(Object.entries(percentiles)).toEqual([
      ['50%', 3],
      ['99.9%', 4],
      ['25%', 2],
    ]);
    expect(currentPercentiles).toEqual(percentiles);
  });

  it('gives any other percentile, of the run and of the last ten seconds', () => {
    const view = viewOf([1, 2, 3, 4]);
    expect(view.getResponseTimePercentile(0)).toBe(1);
    expect(view.getResponseTimePercentile(0.75)).toBe(4);
    expect(view.getCurrentResponseTimePercentile(0.75)).toBe(4);
    const later = new EntryView(new Entry('/a', 'GET', epoch), [0.5], epoch + 10);
    expect(later.currentPercentiles).toBeNull();
    expect(later.getCurrentResponseTimePercentile(0.75)).toBeNull();
    expect(() => view.getResponseTimePercentile(95)).toThrow(expect.objectContaining({ code: 'BAD_PERCENTILE' }));
  });

  it('gives Locust’s buckets', () => {
    expect([...viewOf([12.3, 12.4, 147, null]).responseTimes]).toEqual([
      [12, 2],
      [150, 1],
    ]);
  });

  it('does not change when more is recorded', () => {
    const entry = new Entry('/a', 'GET', epoch);
    entry.record(5, 0, epoch);
    const view = new EntryView(entry, [0.5], epoch);
    entry.record(500, 0, epoch);
    expect(view.getResponseTimePercentile(1)).toBe(5);
    expect(view.numRequests).toBe(1);
    expect(() => Object.assign(view, { numRequests: 2 })).toThrow(TypeError);
  });

  it('is plain data for JSON and for other threads', () => {
    const { percentiles, ...numbers } = JSON.parse(JSON.stringify(viewOf([5])));
    expect(percentiles).toEqual({ '50%': 5, '99.9%': 5, '25%': 5 });
    expect(numbers).toMatchObject({ method: 'GET', name: '/a', numRequests: 1, failRatio: 0, medianResponseTime: 5 });
    expect(structuredClone(viewOf([5])).percentiles).toEqual(percentiles);
  });

  it('refuses Locust’s Python names', () => {
    expect(() => Reflect.get(viewOf([]), 'num_failures')).toThrow(/stats entry\.num_failures/);
  });

  describe('the median', () => {
    it('is the 50 % percentile: the upper middle of an even number of requests', () => {
      const { medianResponseTime, percentiles } = viewOf([1050, 3432]);
      expect(medianResponseTime).toBe(3432);
      expect(percentiles['50%']).toBe(3432);
    });

    it('is a whole number between the fastest and the slowest request', () => {
      expect(viewOf([55.25, 55.25]).medianResponseTime).toBe(55);
      expect(viewOf([12.3, 147]).medianResponseTime).toBe(147);
      fc.assert(
        fc.property(fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 1 }), (times) => {
          const { medianResponseTime } = viewOf(times);
          expect(Number.isInteger(medianResponseTime)).toBe(true);
          expect(medianResponseTime).toBeGreaterThanOrEqual(roundHalfEven(Math.min(...times)));
          expect(medianResponseTime).toBeLessThanOrEqual(roundHalfEven(Math.max(...times)));
        }),
      );
    });

    it('is 0 where no request has a time', () => {
      expect(viewOf([null])).toMatchObject({
        numRequests: 1,
        medianResponseTime: 0,
        avgResponseTime: 0,
        minResponseTime: 0,
      });
    });
  });
});
