import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Yielder } from '../../../src/util/loop/yielder.js';

describe('the turns of a loop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are due once others have waited for some time, and then anew', async () => {
    const turns = new Yielder();
    expect(turns.isDue).toBe(false);
    vi.advanceTimersByTime(6);
    expect(turns.isDue).toBe(true);
    const given = turns.yield();
    await vi.advanceTimersByTimeAsync(0);
    await given;
    expect(turns.isDue).toBe(false);
  });

  it('are had by whoever is ready, before the loop goes on', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('somebody else'));
    const given = new Yielder().yield().then(() => order.push('the loop'));
    await vi.runAllTimersAsync();
    await given;
    expect(order).toEqual(['somebody else', 'the loop']);
  });

  it('may be as long as a sleep, and end with its signal', async () => {
    const controller = new AbortController();
    const given = new Yielder().yield(1_000, controller.signal);
    controller.abort('enough');
    await expect(given).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});
