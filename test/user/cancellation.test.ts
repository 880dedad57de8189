import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cancellation } from '../../src/user/cancellation.js';

const reason = new Error('enough');

describe('Cancellation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('resolves a sleep when its time is over', async () => {
    const ending = new Cancellation();
    const nap = ending.sleep(1_000);
    expect(ending.isSleeping).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    await nap;
    expect([ending.isSleeping, ending.reason]).toEqual([false, null]);
  });

  it('rejects the current sleep and every later one with the reason', async () => {
    const ending = new Cancellation();
    const nap = ending.sleep(1_000);
    ending.cancel(reason);
    await expect(nap).rejects.toBe(reason);
    await expect(ending.sleep(1)).rejects.toBe(reason);
    expect([ending.isSleeping, vi.getTimerCount()]).toEqual([false, 0]);
  });

  it('rejects all sleeps, those of background work too', async () => {
    const ending = new Cancellation();
    const naps = [ending.sleep(1_000), ending.sleep(2_000), ending.sleep(500)];
    await vi.advanceTimersByTimeAsync(500);
    await naps[2];
    expect(ending.isSleeping).toBe(true);
    ending.cancel(reason);
    for (const nap of naps.slice(0, 2)) await expect(nap).rejects.toBe(reason);
  });

  it('keeps the first reason', () => {
    const ending = new Cancellation();
    ending.cancel(reason);
    ending.cancel(new Error('more than enough'));
    expect(ending.reason).toBe(reason);
  });

  it('aborts its signal, whether it was read before or after', () => {
    const [before, after] = [new Cancellation(), new Cancellation()];
    const { signal } = before;
    expect(signal.aborted).toBe(false);
    for (const ending of [before, after]) ending.cancel(reason);
    expect([signal.reason, after.signal.reason]).toEqual([reason, reason]);
    expect(after.signal).toBe(after.signal);
  });

  it('sleeps longer than a Node timer can, and forever', async () => {
    const [long, endless] = [new Cancellation(), new Cancellation()];
    let isOver = false;
    void long.sleep(3_000_000_000).then(() => {
      isOver = true;
    });
    const nap = endless.sleep(Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(2_999_999_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isOver).toBe(true);
    endless.cancel(reason);
    await expect(nap).rejects.toBe(reason);
  });
});
