import { describe, expect, it } from 'vitest';
import { OpenReport, type Outcome, sampleOf } from '../../../src/http/response/report.js';
import { failureText } from '../../../src/stats/failures.js';
import type { Sample } from '../../../src/stats/sample.js';

const outgoing = { url: 'http://127.0.0.1:80/x?n=1' };
const request = { method: 'GET', name: 'x', startedAt: 1_000, context: undefined, outgoing };
const fine: Outcome = { status: 200, statusText: 'OK', elapsed: 7, length: 3, error: null };
const gone = { ...fine, status: 404, statusText: 'Not Found' };
const dead = { ...fine, status: 0, error: new Error('no connection') };
const response = {};

function open(outcome = fine) {
  const samples: Sample[] = [];
  return { report: new OpenReport(request, outcome, (sample) => samples.push(sample)), samples };
}

function textOf(sample: Sample | undefined): string | null {
  return sample?.exception == null ? null : failureText(sample.exception);
}

describe('the sample of a request without catchResponse', () => {
  it('has all known values', () => {
    const sample = sampleOf(request, fine, response);
    expect(sample).toEqual({
      ...{ requestType: 'GET', name: 'x', responseTime: 7, responseLength: 3, exception: null, context: {} },
      status: 200,
      ...{ startTime: (performance.timeOrigin + 1_000) / 1000, url: 'http://127.0.0.1:80/x?n=1', response },
    });
    expect(sample.response).toBe(response);
  });

  it('fails by its status, and by its connection', () => {
    expect(textOf(sampleOf(request, gone, response))).toBe("HTTPError('404 Client Error: Not Found for url: x')");
    expect(sampleOf(request, dead, response).exception).toBe(dead.error);
  });
});

describe('a report that is open', () => {
  it('refuses the keys of Locust’s request_meta in Python’s spelling, which would change nothing', () => {
    const sample = open().report.sampleFor(response);
    const expected = expect.objectContaining({ code: 'UNKNOWN_NAME', hint: 'Use responseTime.' });
    expect(() => Object.assign(sample, { response_time: 5 })).toThrow(expected);
    expect(() => Reflect.get(sample, 'response_time')).toThrow(expected);
  });

  it('changes the prototype of the sample only where it is read: that takes longer than to make it', () => {
    const [unread, read] = [open(), open()];
    read.report.sampleFor(response);
    for (const { report } of [unread, read]) report.close(response);
    const prototypes = [unread, read].map(({ samples }) => Object.getPrototypeOf(samples[0]));
    expect(prototypes.map((one) => one === Object.prototype)).toEqual([true, false]);
  });

  it.each([
    ['responseTime', Number.NaN, 'ms of 0 or more, or null, got NaN'],
    ['responseTime', 1e308, 'ms of 0 or more, or null, got 1e+308'],
    ['responseTime', Number.POSITIVE_INFINITY, 'ms of 0 or more, or null, got Infinity'],
    ['responseTime', -5, 'ms of 0 or more, or null, got -5'],
    ['responseLength', Number.NaN, 'bytes, 0 or more, got NaN'],
    ['name', undefined, 'a string that is not empty, got undefined'],
    ['requestType', 5, 'a string that is not empty, got 5'],
  ])('contains the measured value where %s was set to %s, and throws', (field, value, message) => {
    const { report, samples } = open();
    Object.assign(report.sampleFor(response), { [field]: value });
    expect(() => report.close(response)).toThrow(`Expected requestMeta.${field} to be ${message}.`);
    expect(samples).toMatchObject([{ responseTime: 7, responseLength: 3, requestType: 'GET', name: 'x' }]);
    report.close(response);
    expect(samples).toHaveLength(1);
  });

  it('follows a stream, except for values that were set, even to the same', () => {
    const stream = { ...fine, elapsed: 5, length: 0, isOver: false };
    for (const [set, expected] of [
      [{}, { responseTime: 90, responseLength: 1_000 }],
      [
        { responseTime: 5, responseLength: 0 },
        { responseTime: 5, responseLength: 0 },
      ],
      [{ responseTime: 5 }, { responseTime: 5, responseLength: 1_000 }],
    ]) {
      const outcome = { ...stream };
      const { report, samples } = open(outcome);
      const sample = report.sampleFor(response);
      expect(sample).toMatchObject({ responseTime: 5, responseLength: 0 });
      Object.assign(sample, set);
      Object.assign(outcome, { elapsed: 90, length: 1_000, isOver: true });
      expect(sample).toMatchObject(expected as object);
      report.close(response);
      expect(samples).toMatchObject([expected]);
      expect(Object.keys(samples[0] as Sample)).toEqual(Object.keys(sampleOf(request, fine, response)));
      Object.assign(outcome, { elapsed: 99 });
      expect(samples).toMatchObject([expected]);
    }
  });

  it('has no status if its stream broke off, before or after it was read', () => {
    for (const isRead of [true, false]) {
      const outcome = { ...fine, error: null as Error | null, isOver: false };
      const { report, samples } = open(outcome);
      if (isRead) expect(report.sampleFor(response).status).toBe(200);
      Object.assign(outcome, { error: dead.error, isOver: true });
      report.close(response);
      expect(samples).toMatchObject([{ status: 0, exception: dead.error }]);
    }
    expect(sampleOf(request, { ...fine, error: dead.error }, response).status).toBe(0);
  });

  it('keeps its status if it is declared failed', () => {
    const { report, samples } = open();
    report.decision = new Error('wrong');
    report.close(response);
    expect(samples).toMatchObject([{ status: 200 }]);
  });

  it('is sent once', () => {
    const { report, samples } = open();
    expect(report.isOpen).toBe(true);
    report.close(response);
    report.close(response);
    expect([report.isOpen, samples.length]).toEqual([false, 1]);
    expect(samples[0]).toEqual(sampleOf(request, fine, response));
  });

  it('can be changed until then, and its error text uses the new name', () => {
    const { report, samples } = open(gone);
    const sample = report.sampleFor(response);
    Object.assign(sample, { name: 'new', responseTime: 1, responseLength: 2, context: { id: 3 } });
    report.close(response);
    expect(samples).toMatchObject([{ name: 'new', responseTime: 1, responseLength: 2, context: { id: 3 } }]);
    expect(textOf(samples[0])).toBe("HTTPError('404 Client Error: Not Found for url: new')");
  });

  it('shows an error of the connection at once, and one of the status at the end', () => {
    expect(open(dead).report.sampleFor(response).exception).toBe(dead.error);
    expect(open(gone).report.sampleFor(response).exception).toBe(null);
  });

  it('uses the decision, then a set exception, then the connection and the status', () => {
    const [verdict, set] = [new Error('verdict'), new Error('set')];
    const made = (outcome: Outcome, decide: (report: OpenReport) => void) => {
      const { report, samples } = open(outcome);
      decide(report);
      report.close(response);
      return samples[0]?.exception;
    };
    const setIt = (report: OpenReport) => {
      report.sampleFor(response).exception = set;
    };
    expect(made(gone, setIt)).toBe(set);
    expect(made(dead, setIt)).toBe(set);
    for (const outcome of [fine, gone, dead]) {
      for (const said of [null, verdict]) {
        const decide = (report: OpenReport) => {
          setIt(report);
          report.decision = said;
        };
        expect(made(outcome, decide)).toBe(said);
      }
    }
  });
});
