import { afterEach, expect, it, vi } from 'vitest';
import { WorkerTimers } from '../../../src/cluster/worker/worker-timers.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('calls actions at once and then regularly, but not directly after a pause of the process', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const calls: number[] = [];
  const timers = new WorkerTimers();
  timers.every(1_000, () => calls.push(time));
  for (const at of [1_000, 3_900, 9_000, 10_000]) {
    time = at;
    vi.advanceTimersByTime(1_000);
  }
  expect(calls).toEqual([0, 1_000, 3_900, 10_000]);
  timers.stop();
  vi.advanceTimersByTime(5_000);
  expect(calls).toHaveLength(4);
});
