import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLocustEntry, toLocustEntry } from '../../../src/cluster/messages/locust-entry.js';
import { readTslocRow, toTslocRow } from '../../../src/cluster/messages/tsloc-row.js';
import { bucketOf } from '../../../src/stats/hdr-buckets.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const at = 1_700_000_000;

function drained(times: readonly (number | null)[]) {
  const stats = new Stats({}, at);
  for (const responseTime of times) stats.record(makeSample({ responseTime }), at + 1);
  return stats.drain(at + 3);
}

describe('an entry in Locust’s words', () => {
  it('has all 14 keys, with integer keys in its Maps', () => {
    const [entry] = drained([146, 147.3, null]).entries;
    expect(toLocustEntry(entry as never)).toEqual({
      name: '/a',
      method: 'GET',
      last_request_timestamp: at + 1,
      start_time: at + 1,
      num_requests: 3,
      num_none_requests: 1,
      num_failures: 0,
      total_response_time: 293.3,
      max_response_time: 147.3,
      min_response_time: 146,
      total_content_length: 300,
      response_times: new Map([[150, 2]]),
      num_reqs_per_sec: new Map([[at + 1, 3]]),
      num_fail_per_sec: new Map(),
    });
  });

  it('has no minimum, no last time and a maximum of 0 when it is idle', () => {
    const idle = toLocustEntry(drained([]).total);
    expect([idle.min_response_time, idle.last_request_timestamp, idle.max_response_time]).toEqual([null, null, 0]);
    expect(idle.response_times.size).toBe(0);
  });

  it('comes back with everything but the exact response times', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 50 }), (times) => {
        const { total } = drained(times);
        const { responseTimes, ...rest } = fromLocustEntry({ ...toLocustEntry(total) }, 0);
        const { responseTimes: exact, outcomes: _, ...given } = total;
        expect(rest).toEqual(given);
        const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
        expect(sum(responseTimes.counts)).toBe(sum(exact.counts));
      }),
    );
  });

  it('merges with those of Locust: percentiles of {10: 5, 20: 3, 100: 2} are Locust’s', () => {
    const stats = new Stats({}, at);
    const delta = fromLocustEntry(
      {
        name: '/a',
        method: 'GET',
        start_time: at,
        num_requests: 10,
        min_response_time: 10,
        max_response_time: 100,
        response_times: new Map([
          [10, 5],
          [20, 3],
          [100, 2],
        ]),
      },
      at,
    );
    stats.absorb({ total: delta, entries: [delta], failures: [], exceptions: [], metrics: [] });
    const values = [0, 0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 1].map((p) => stats.total.getResponseTimePercentile(p));
    expect(values).toEqual([10, 20, 20, 20, 100, 100, 100, 100]);
    expect(stats.total.medianResponseTime).toBe(20);
  });

  it('has the response times of its tsloc row, if that holds as many', () => {
    const { total } = drained([12.34, 12.56, 700]);
    const row = readTslocRow(toTslocRow(total));
    expect(fromLocustEntry({ ...toLocustEntry(total) }, 0, row)).toEqual(total);
    for (const times of [new Map([[12, 2]]), new Map([[12, 4]]), {}, null])
      expect(() => fromLocustEntry({ ...toLocustEntry(total), response_times: times }, 0, row)).toThrow(
        expect.objectContaining({ code: 'BAD_MESSAGE' }),
      );
  });

  it('counts rounded times below the minimum and above the maximum, also among thousands of exact ones', () => {
    const stats = new Stats({}, at);
    for (let i = 0; i < 6_000; i++) stats.record(makeSample({ responseTime: 12.1 + i / 100 }), at + 1);
    const rounded = new Map([
      [12, 30_000],
      [150, 1],
    ]);
    const entry = { num_requests: 30_001, min_response_time: 12.15, max_response_time: 147.3, response_times: rounded };
    const delta = fromLocustEntry(entry, at);
    const { min, max, indexes } = delta.responseTimes;
    expect([min, max]).toEqual([12_150, 147_300]);
    expect(indexes).toEqual([bucketOf(min), bucketOf(max)]);
    stats.absorb({ total: delta, entries: [], failures: [], exceptions: [], metrics: [] });
    expect(stats.total.getResponseTimePercentile(0.5)).toBe(12);
    expect([...stats.total.responseTimes.values()].reduce((a, b) => a + b)).toBe(36_001);
  });

  it('counts times below 0 as 0: Locust measures them while its clock is set back', () => {
    const delta = fromLocustEntry(
      {
        num_requests: 3,
        total_response_time: -1,
        min_response_time: -3,
        max_response_time: 1.5,
        response_times: new Map([
          [-3, 1],
          [1, 2],
        ]),
      },
      at,
    );
    expect([delta.totalResponseTime, delta.minResponseTime, delta.maxResponseTime]).toEqual([0, 0, 1.5]);
    expect(delta.responseTimes).toEqual({ min: 0, max: 1_500, indexes: [0, 1_000], counts: [1, 2] });
  });

  it('has no minimum without any time: that of an idle Boomer is 0', () => {
    const minimumOf = (counts: object) => fromLocustEntry({ min_response_time: 0, ...counts }, at).minResponseTime;
    expect(minimumOf({})).toBeNull();
    expect(minimumOf({ num_requests: 2, num_none_requests: 2 })).toBeNull();
    expect(minimumOf({ num_requests: 2, num_none_requests: 1 })).toBe(0);
  });

  it('refuses what would break the statistics', () => {
    for (const entry of [
      { num_requests: -1 },
      { max_response_time: Number.NaN },
      { min_response_time: Number.NEGATIVE_INFINITY },
      { response_times: 5 },
      { response_times: new Map([[1, -1]]) },
      { num_reqs_per_sec: new Map([[-1, 1]]) },
    ])
      expect(() => fromLocustEntry(entry, 0)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
    const exact = { responseTimes: { min: 0, max: 0, indexes: [], counts: [] }, count: 1, outcomes: [] };
    for (const times of [new Map([[1.5, -1]]), new Map([['a', 1]]), { '': 1 }, 5])
      expect(() => fromLocustEntry({ response_times: times }, 0, exact)).toThrow(
        expect.objectContaining({ code: 'BAD_MESSAGE' }),
      );
  });
});
