import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenerLimitMs, settleWithinLimit } from '../../../src/core/events/listener-limit.js';

describe('settleWithinLimit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function wait(work: Promise<unknown>, interruption: AbortSignal | null = null) {
    const state = { isDone: false, slowCount: 0 };
    const onSlow = () => void state.slowCount++;
    settleWithinLimit(work, interruption, onSlow).then(() => {
      state.isDone = true;
    });
    return state;
  }

  it('resolves with the work, and leaves no timer', async () => {
    const state = wait(Promise.resolve());
    await vi.advanceTimersByTimeAsync(0);
    expect([state, vi.getTimerCount()]).toEqual([{ isDone: true, slowCount: 0 }, 0]);
  });

  it('reports work that exceeds the limit, once, and still resolves with it', async () => {
    let finish = () => {};
    const state = wait(
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(3 * listenerLimitMs);
    expect(state).toEqual({ isDone: false, slowCount: 1 });
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect([state, vi.getTimerCount()]).toEqual([{ isDone: true, slowCount: 1 }, 0]);
  });

  it('keeps the process alive while it waits, so that the run is not cut off silently', async () => {
    wait(new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(3 * listenerLimitMs);
    expect(vi.getTimerCount()).toBe(1);
  });
});
