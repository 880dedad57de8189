import { expect, it } from 'vitest';
import { isConnectionClosed, isIdempotent, StaleTracker } from '../../src/wire/resend-rules.js';
import { createCloseError, WireError } from '../../src/wire/wire-error.js';

it('knows the idempotent methods', () => {
  const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'POST', 'PATCH', 'get', 'GETX'];
  expect(methods.filter(isIdempotent)).toEqual(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);
});

it('distinguishes a closed connection from other errors', () => {
  const errors = ['ECONNRESET', 'EPIPE', 'ECONNREFUSED', ''].map((code) => Object.assign(new Error(), { code }));
  expect([...errors, new Error()].map(isConnectionClosed)).toEqual([true, true, false, false, false]);
  expect([createCloseError(), new WireError('read-timeout', '')].map(isConnectionClosed)).toEqual([true, false]);
});

it('remembers stale connections for a time, and those closed right after a response', () => {
  const tracker = new StaleTracker(60);
  const expected = (tick: number) => [tracker.isExpected(tick), tracker.closesAtOnce(tick)];
  expect(expected(0)).toEqual([false, false]);
  tracker.onStale(10, true);
  expect([expected(69), expected(70)]).toEqual([
    [true, true],
    [false, false],
  ]);
  tracker.onStale(100, true);
  tracker.onReused();
  expect([expected(159), expected(160)]).toEqual([
    [true, false],
    [false, false],
  ]);
});
