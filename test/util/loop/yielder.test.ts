import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Yielder } from '../../../src/util/loop/yielder.js';

describe('a yielder', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is due once the loop has blocked for more than 5 ms, and again after a yield', async () => {
    const yielder = new Yielder();
    expect(yielder.isDue).toBe(false);
    vi.advanceTimersByTime(6);
    expect(yielder.isDue).toBe(true);
    const yielding = yielder.yield();
    await vi.advanceTimersByTimeAsync(0);
    await yielding;
    expect(yielder.isDue).toBe(false);
  });

  it('lets work that is ready run before the loop continues', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('other work'));
    const yielding = new Yielder().yield().then(() => order.push('the loop'));
    await vi.runAllTimersAsync();
    await yielding;
    expect(order).toEqual(['other work', 'the loop']);
  });

  it('yields for a given time, which an abort signal ends', async () => {
    const controller = new AbortController();
    const yielding = new Yielder().yield(1_000, controller.signal);
    controller.abort('enough');
    await expect(yielding).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});
