import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Conditions } from '../../src/cluster/condition.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Conditions', () => {
  it('resolve with true as soon as one is true, asked at each change', async () => {
    const conditions = new Conditions();
    let count = 0;
    const reached = conditions.until(() => count === 2, 5_000);
    let isDone = false;
    reached.then(() => {
      isDone = true;
    });
    count = 1;
    conditions.check();
    await vi.advanceTimersByTimeAsync(100);
    expect(isDone).toBe(false);
    count = 2;
    conditions.check();
    expect(await reached).toBe(true);
  });

  it('resolve with false after the time', async () => {
    const reached = new Conditions().until(() => false, 5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await reached).toBe(false);
    expect(await new Conditions().until(() => false, 0)).toBe(false);
  });

  it('reject with the reason of the signal', async () => {
    const replaced = new AbortController();
    const outcome = expect(new Conditions().until(() => false, 5_000, replaced.signal)).rejects.toBe('replaced');
    replaced.abort('replaced');
    await outcome;
    await expect(new Conditions().until(() => true, 5_000, replaced.signal)).rejects.toBe('replaced');
  });
});
