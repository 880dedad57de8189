import { describe, expect, it } from 'vitest';
import { TrackedRequest } from '../../../src/http/tracking/tracked-request.js';
import { failureText } from '../../../src/stats/failures.js';
import type { Sample } from '../../../src/stats/sample.js';
import { epochSeconds } from '../../../src/util/loop/clock.js';

const target = { method: 'GET', origin: 'http://h:1', path: '/x?a=1' };
const head = { status: 200, statusText: 'OK', lengthBytes: 10, response: {} };

function open(naming: (() => string) | null = null, onReport: () => void = () => {}) {
  const samples: Sample[] = [];
  const thrown: unknown[] = [];
  const stop = new AbortController();
  const report = (one: Sample) => {
    samples.push(one);
    onReport();
  };
  const onThrown = (one: unknown) => void thrown.push(one);
  const tracker = { naming, context: { a: 1 }, signal: stop.signal, report, onThrown };
  return { request: new TrackedRequest(tracker, target), samples, thrown, stop };
}

function textOf(samples: readonly Sample[]): string | null {
  const [exception = null] = samples.map((sample) => sample.exception);
  return exception === null ? null : failureText(exception);
}

describe('a request of another client', () => {
  it('is a sample with all known values', () => {
    const { request, samples } = open();
    const before = epochSeconds();
    request.receiveHead(head);
    request.end(null);
    const after = epochSeconds();
    expect(samples).toEqual([
      {
        ...{ requestType: 'GET', name: '/x?a=1', url: 'http://h:1/x?a=1', responseLength: 10, exception: null },
        status: 200,
        ...{ responseTime: expect.any(Number), startTime: expect.any(Number), context: { a: 1 } },
        response: head.response,
      },
    ]);
    const [{ startTime, responseTime }] = samples as [Sample];
    expect(startTime).toBeGreaterThan(before - 0.05); // the two clocks drift
    expect(startTime).toBeLessThan(after + 0.05);
    expect(responseTime).toBeGreaterThanOrEqual(0);
  });

  it('has the counted length, else the announced one', () => {
    const { request, samples } = open();
    request.receiveHead(head);
    request.receivedBytes = 7;
    request.end(null);
    expect(samples).toMatchObject([{ responseLength: 7 }]);
  });

  it('fails by its status, under its name', () => {
    const { request, samples } = open(() => 'x');
    request.receiveHead({ ...head, status: 503, statusText: 'Busy' });
    request.end(null);
    expect(samples).toMatchObject([{ name: 'x', responseLength: 10 }]);
    expect(textOf(samples)).toBe("HTTPError('503 Server Error: Busy for url: x')");
  });

  it('fails by its connection, before the headers or after them', () => {
    const [before, after] = [open(), open()];
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    before.request.end(reset);
    expect(textOf(before.samples)).toBe("ConnectionResetError(104, 'Connection reset by peer')");
    after.request.receiveHead(head);
    after.request.receivedBytes = 4;
    after.request.end(reset);
    expect(textOf(after.samples)).toContain('IncompleteRead(4 bytes read, 6 more expected)');
    expect(after.samples).toMatchObject([{ responseLength: 0, exception: { cause: reset } }]);
  });

  it('is not reported if it ends after its user was stopped: its test may be over', () => {
    const [cut, done] = [open(), open()];
    for (const { stop } of [cut, done]) stop.abort();
    cut.request.end(new Error('aborted'));
    done.request.receiveHead(head);
    done.request.end(null);
    expect([cut.samples, done.samples]).toEqual([[], []]);
  });

  it('is reported under its path if its naming throws, and passes on what naming and listeners throw', () => {
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    const { request, samples, thrown } = open(fail('no name'), fail('stop'));
    request.receiveHead(head);
    request.end(null);
    expect(samples).toMatchObject([{ name: '/x?a=1', exception: null }]);
    expect(thrown).toMatchObject([{ message: 'no name' }, { message: 'stop' }]);
  });
});
