import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cancellation } from '../../src/user/cancellation.js';

const reason = new Error('enough');

describe('Cancellation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('resolves a sleep when its time is over', async () => {
    const cancellation = new Cancellation();
    const sleep = cancellation.sleep(1_000);
    expect(cancellation.isSleeping).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    await sleep;
    expect([cancellation.isSleeping, cancellation.reason]).toEqual([false, null]);
  });

  it('rejects the current sleep and every later one with the reason', async () => {
    const cancellation = new Cancellation();
    const sleep = cancellation.sleep(1_000);
    cancellation.cancel(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(cancellation.sleep(1)).rejects.toBe(reason);
    expect([cancellation.isSleeping, vi.getTimerCount()]).toEqual([false, 0]);
  });

  it('rejects all sleeps, those of background work too', async () => {
    const cancellation = new Cancellation();
    const sleeps = [cancellation.sleep(1_000), cancellation.sleep(2_000), cancellation.sleep(500)];
    await vi.advanceTimersByTimeAsync(500);
    await sleeps[2];
    expect(cancellation.isSleeping).toBe(true);
    cancellation.cancel(reason);
    for (const sleep of sleeps.slice(0, 2)) await expect(sleep).rejects.toBe(reason);
  });

  it('keeps the first reason', () => {
    const cancellation = new Cancellation();
    cancellation.cancel(reason);
    cancellation.cancel(new Error('more than enough'));
    expect(cancellation.reason).toBe(reason);
  });

  it('aborts its signal, whether it was read before or after', () => {
    const [before, after] = [new Cancellation(), new Cancellation()];
    const { signal } = before;
    expect(signal.aborted).toBe(false);
    for (const cancellation of [before, after]) cancellation.cancel(reason);
    expect([signal.reason, after.signal.reason]).toEqual([reason, reason]);
    expect(after.signal).toBe(after.signal);
  });

  it('sleeps longer than a Node timer can, and forever', async () => {
    const [long, endless] = [new Cancellation(), new Cancellation()];
    let isOver = false;
    void long.sleep(3_000_000_000).then(() => {
      isOver = true;
    });
    const sleep = endless.sleep(Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(2_999_999_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isOver).toBe(true);
    endless.cancel(reason);
    await expect(sleep).rejects.toBe(reason);
  });
});
