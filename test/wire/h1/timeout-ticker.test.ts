import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { TimeoutTicker } from '../../../src/wire/h1/timeout-ticker.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('looks at everyone every so often, with one timer for all, and with none where there is nobody', () => {
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

it('knows when it is late: when something holds up the process', () => {
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
