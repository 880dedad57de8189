import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { type Deadline, Deadlines } from '../../../src/util/loop/deadlines.js';

class Item implements Deadline {
  deadline = 0;
  deadlineIndex = -1;
  calledAt: number | null = null;
  calls = 0;
  onDeadline() {
    this.calledAt = now();
    this.calls++;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a deadline', () => {
  it('that passes causes one call, soon after it and not before', async () => {
    const [deadlines, item, start] = [new Deadlines(), new Item(), now()];
    deadlines.set(item, start + 1000);
    await vi.advanceTimersByTimeAsync(999);
    expect([item.calls, deadlines.size]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([item.calls, deadlines.size]).toEqual([1, 0]);
    expect((item.calledAt ?? 0) - start).toBeLessThanOrEqual(1010);
  });

  it('that is met causes no call, and has no separate timer', async () => {
    const [deadlines, start] = [new Deadlines(), now()];
    for (let i = 0; i < 1000; i++) {
      const item = new Item();
      deadlines.set(item, start + 1000 + i);
      deadlines.remove(item);
      deadlines.remove(item);
    }
    expect([vi.getTimerCount(), deadlines.size]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may be postponed, brought forward, and infinite', async () => {
    const [deadlines, start] = [new Deadlines(), now()];
    const [later, sooner, never] = [new Item(), new Item(), new Item()];
    deadlines.set(later, start + 100);
    deadlines.set(later, start + 5000);
    deadlines.set(sooner, start + 5000);
    deadlines.set(sooner, start + 100);
    deadlines.set(never, Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(1000);
    expect([later.calls, sooner.calls]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(2 ** 33);
    expect([later.calls, sooner.calls, never.calls]).toEqual([1, 1, 0]);
  });

  it('may be set again in onDeadline', async () => {
    const [deadlines, item] = [new Deadlines(), new Item()];
    item.onDeadline = () => {
      if (++item.calls < 3) deadlines.set(item, now() + 100);
    };
    deadlines.set(item, now() + 100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(item.calls).toBe(3);
  });

  it('that is met in the first poll after a block of the event loop causes no call', async () => {
    const [deadlines, start] = [new Deadlines(), now()];
    const [met, missed, later] = [new Item(), new Item(), new Item()];
    for (const item of [met, missed]) deadlines.set(item, start + 100);
    deadlines.set(later, start + 5000);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(start + 1000);
    vi.advanceTimersToNextTimer();
    expect([met.calls, missed.calls]).toEqual([0, 0]);
    deadlines.remove(met);
    vi.advanceTimersToNextTimer().advanceTimersToNextTimer();
    expect([met.calls, missed.calls, deadlines.size]).toEqual([0, 1, 1]);
    clock.mockRestore();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([later.calls, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('causes one call in time for each of many items, although others are moved or removed', async () => {
    const item = fc.record({
      at: fc.integer({ min: 0, max: 2000 }),
      movedTo: fc.option(fc.integer({ min: 0, max: 2000 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(item, fc.boolean()), { maxLength: 40 }), async (plan) => {
        const [deadlines, start] = [new Deadlines(), now()];
        const items = plan.map(([{ at }]) => {
          const one = new Item();
          deadlines.set(one, start + at);
          return one;
        });
        for (const [i, [{ movedTo }]] of plan.entries()) {
          if (movedTo !== null) deadlines.set(items[i] as Item, start + movedTo);
        }
        for (const [i, [, isRemoved]] of plan.entries()) if (isRemoved) deadlines.remove(items[i] as Item);
        await vi.advanceTimersByTimeAsync(2100);
        for (const [i, [{ at, movedTo }, isRemoved]] of plan.entries()) {
          const { calls, calledAt } = items[i] as Item;
          expect(calls).toBe(isRemoved ? 0 : 1);
          const lateness = (calledAt ?? 0) - start - (movedTo ?? at);
          if (!isRemoved) expect(lateness >= 0 && lateness <= 10, `${lateness} ms late`).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
