import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { now } from '../../src/util/loop/clock.js';
import { TimeoutTicker } from '../../src/wire/timeout-ticker.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('ticks for all listeners with one timer, and has no timer without listeners', () => {
  const watch = new TimeoutTicker(100);
  const ticks: string[] = [];
  const [a, b] = ['a', 'b'].map((name) => ({ onTick: (tick: number) => void ticks.push(`${name}${tick}`) }));
  expect(vi.getTimerCount()).toBe(0);
  if (a === undefined || b === undefined) throw new Error('Expected two.');
  watch.add(a);
  watch.add(b);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(100);
  watch.delete(a);
  vi.advanceTimersByTime(100);
  watch.delete(b);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(ticks).toEqual(['a1', 'b1', 'b2']);
  watch.add(a);
  vi.advanceTimersByTime(100);
  expect([ticks.at(-1), watch.tick]).toEqual(['a3', 3]);
  watch.delete(a);
});

it('is overdue while the process is blocked', () => {
  vi.useRealTimers();
  const watch = new TimeoutTicker(10);
  const one = { onTick: () => {} };
  watch.add(one);
  const from = now();
  expect(watch.isOverdue).toBe(false);
  while (now() - from < 120);
  expect(watch.isOverdue).toBe(true);
  watch.delete(one);
});
