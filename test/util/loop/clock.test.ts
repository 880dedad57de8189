import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cachedNow,
  callAfter,
  callAfterUnref,
  epochSeconds,
  epochSecondsAt,
  now,
  repeat,
  settlesWithin,
  sleep,
} from '../../../src/util/loop/clock.js';

/** The state of a promise. */
function watch(promise: Promise<unknown>): { state: string } {
  const watched = { state: 'pending' };
  promise.then(
    (value) => {
      watched.state = `resolved ${value}`;
    },
    (reason) => {
      watched.state = `rejected ${reason}`;
    },
  );
  return watched;
}

describe('the clocks', () => {
  it('agree: one is in seconds since 1970, the other is monotonic', () => {
    const [before, moment, later] = [now(), epochSeconds(), now()];
    expect(later).toBeGreaterThanOrEqual(before);
    expect(Math.abs(epochSecondsAt(before) - moment)).toBeLessThan(5);
    expect(epochSecondsAt(before + 2500) - epochSecondsAt(before)).toBeCloseTo(2.5, 5);
  });

  it('give the last reading again with cachedNow()', () => {
    const time = now();
    expect(cachedNow()).toBe(time);
  });
});

describe('with timers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  describe('callAfter', () => {
    it.each([-3, 0])('of %d ms calls once, in the next event-loop tick', async (ms) => {
      let calls = 0;
      callAfter(ms, () => calls++);
      expect(calls).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect([calls, vi.getTimerCount()]).toEqual([1, 0]);
    });

    it.each([0, 10])('of %d ms does not call after it was cancelled', async (ms) => {
      let calls = 0;
      callAfter(ms, () => calls++)();
      await vi.advanceTimersByTimeAsync(100);
      expect([calls, vi.getTimerCount()]).toEqual([0, 0]);
    });

    it('does not call a fraction of a millisecond early', async () => {
      let calls = 0;
      callAfter(2.5, () => calls++);
      await vi.advanceTimersByTimeAsync(2);
      expect(calls).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(calls).toBe(1);
    });
  });

  describe('callAfterUnref', () => {
    it('calls once, after its time', async () => {
      let calls = 0;
      callAfterUnref(500, () => calls++);
      await vi.advanceTimersByTimeAsync(499);
      expect(calls).toBe(0);
      await vi.advanceTimersByTimeAsync(1000);
      expect(calls).toBe(1);
    });

    it('does not call after it was cancelled', async () => {
      let calls = 0;
      callAfterUnref(500, () => calls++)();
      await vi.advanceTimersByTimeAsync(1000);
      expect([calls, vi.getTimerCount()]).toEqual([0, 0]);
    });

    it('does not call at once for a time that has passed, or is longer than a Node timer', async () => {
      let calls = 0;
      callAfterUnref(-5, () => calls++);
      callAfterUnref(2 ** 40, () => calls++);
      expect(calls).toBe(0);
      await vi.advanceTimersByTimeAsync(1000);
      expect(calls).toBe(1);
    });
  });

  describe('sleep', () => {
    it('resolves after its time and not before', async () => {
      const sleeping = watch(sleep(500));
      await vi.advanceTimersByTimeAsync(499);
      expect(sleeping.state).toBe('pending');
      await vi.advanceTimersByTimeAsync(1);
      expect(sleeping.state).toBe('resolved undefined');
    });

    it.each([0, -5, Number.NaN])('of %d resolves in the next event-loop tick', async (ms) => {
      const order: string[] = [];
      setImmediate(() => order.push('other work'));
      const sleeping = sleep(ms).then(() => order.push('sleeper'));
      await Promise.resolve();
      expect(order).toEqual([]);
      await vi.runAllTimersAsync();
      await sleeping;
      expect(order).toEqual(['other work', 'sleeper']);
    });

    it('rejects with the reason as soon as its signal is aborted, and leaves no timer behind', async () => {
      const controller = new AbortController();
      const sleeping = watch(sleep(60_000, controller.signal));
      await vi.advanceTimersByTimeAsync(1000);
      controller.abort('enough');
      await vi.advanceTimersByTimeAsync(0);
      expect(sleeping.state).toBe('rejected enough');
      expect(vi.getTimerCount()).toBe(0);
    });

    it('rejects at once when its signal was aborted before', async () => {
      await expect(sleep(60_000, AbortSignal.abort('too late'))).rejects.toBe('too late');
      await expect(sleep(0, AbortSignal.abort('too late'))).rejects.toBe('too late');
      expect(vi.getTimerCount()).toBe(0);
    });

    it('leaves no listener on a signal that outlives many sleeps', async () => {
      const controller = new AbortController();
      for (let i = 0; i < 100; i++) {
        const sleeping = sleep(10, controller.signal);
        await vi.advanceTimersByTimeAsync(10);
        await sleeping;
      }
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    });

    it('does not end at once where the time is longer than a timer can hold', async () => {
      const sleeping = watch(sleep(2 ** 31 + 1000));
      await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
      expect(sleeping.state).toBe('pending');
    });
  });

  describe('repeat', () => {
    it('calls at each multiple of its interval until it is stopped', () => {
      const start = now();
      const calls: number[] = [];
      const stop = repeat(1000, () => calls.push(now() - start));
      vi.advanceTimersByTime(3500);
      stop();
      vi.advanceTimersByTime(5000);
      expect(calls).toEqual([1000, 2000, 3000]);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('can be stopped by its own action', () => {
      let calls = 0;
      const stop = repeat(1000, () => {
        calls++;
        stop();
      });
      vi.advanceTimersByTime(5000);
      expect(calls).toBe(1);
    });

    it('keeps the interval when an action is slow', () => {
      const start = now();
      const calls: number[] = [];
      const stop = repeat(1000, () => {
        calls.push(now() - start);
        vi.advanceTimersByTime(300);
      });
      vi.advanceTimersByTime(3000);
      stop();
      expect(calls.slice(0, 3)).toEqual([1000, 2000, 3000]);
    });

    it('calls once for intervals that passed while the process was suspended, then keeps the interval', () => {
      const running = performance.now.bind(performance);
      let suspendedMs = 0;
      performance.now = () => running() + suspendedMs;
      const start = now();
      const calls: number[] = [];
      const stop = repeat(1000, () => calls.push(now() - start));
      vi.advanceTimersByTime(3000);
      suspendedMs = 2700;
      vi.advanceTimersByTime(2400);
      stop();
      expect(calls).toEqual([1000, 2000, 3000, 6700, 7000, 8000]);
    });
  });

  describe('settlesWithin', () => {
    it('is true as soon as the work resolves or rejects', async () => {
      const done = watch(settlesWithin(1000, sleep(300)));
      const failed = watch(
        settlesWithin(
          1000,
          sleep(300).then(() => Promise.reject(new Error('broken'))),
        ),
      );
      await vi.advanceTimersByTimeAsync(300);
      expect(done.state).toBe('resolved true');
      expect(failed.state).toBe('resolved true');
      expect(vi.getTimerCount()).toBe(0);
    });

    it('is false when the time is over first', async () => {
      const pending = watch(settlesWithin(1000, new Promise(() => {})));
      await vi.advanceTimersByTimeAsync(999);
      expect(pending.state).toBe('pending');
      await vi.advanceTimersByTimeAsync(1);
      expect(pending.state).toBe('resolved false');
    });
  });
});
