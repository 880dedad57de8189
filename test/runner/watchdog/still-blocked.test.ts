import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endWhenStillBlocked } from '../../../src/runner/watchdog/still-blocked.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('ends code that blocks the event loop for a minute at a time', () => {
  const log: string[] = [];
  const listener = endWhenStillBlocked(
    (frames) => log.push(`blocked ${frames}`),
    (frames) => log.push(`end ${frames}`),
  );
  listener.onBlocked('at a');
  vi.advanceTimersByTime(59_999);
  listener.onStillBlocked();
  listener.onUnblocked();
  listener.onBlocked('at b');
  vi.advanceTimersByTime(59_999);
  listener.onStillBlocked();
  expect(log).toEqual(['blocked at a', 'blocked at b']);
  vi.advanceTimersByTime(1);
  listener.onStillBlocked();
  expect(log.slice(2)).toEqual(['end at b']);
});
