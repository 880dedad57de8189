import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { type Deadline, Deadlines } from '../../../src/util/loop/deadlines.js';

class Job implements Deadline {
  deadline = 0;
  place = -1;
  lateAt: number | null = null;
  calls = 0;
  onLate() {
    this.lateAt = now();
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
  it('that passes calls once, soon after it and not before', async () => {
    const [deadlines, job, start] = [new Deadlines(), new Job(), now()];
    deadlines.move(job, start + 1000);
    await vi.advanceTimersByTimeAsync(999);
    expect([job.calls, deadlines.size]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([job.calls, deadlines.size]).toEqual([1, 0]);
    expect((job.lateAt ?? 0) - start).toBeLessThanOrEqual(1010);
  });

  it('that is met calls nobody, and has no timer of its own', async () => {
    const [deadlines, start] = [new Deadlines(), now()];
    for (let i = 0; i < 1000; i++) {
      const job = new Job();
      deadlines.move(job, start + 1000 + i);
      deadlines.forget(job);
      deadlines.forget(job);
    }
    expect([vi.getTimerCount(), deadlines.size]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may be moved away, brought near, and be none at all', async () => {
    const [deadlines, start] = [new Deadlines(), now()];
    const [later, sooner, never] = [new Job(), new Job(), new Job()];
    deadlines.move(later, start + 100);
    deadlines.move(later, start + 5000);
    deadlines.move(sooner, start + 5000);
    deadlines.move(sooner, start + 100);
    deadlines.move(never, Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(1000);
    expect([later.calls, sooner.calls]).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(2 ** 33);
    expect([later.calls, sooner.calls, never.calls]).toEqual([1, 1, 0]);
  });

  it('may be set anew by the one that was late', async () => {
    const [deadlines, job] = [new Deadlines(), new Job()];
    job.onLate = () => {
      if (++job.calls < 3) deadlines.move(job, now() + 100);
    };
    deadlines.move(job, now() + 100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(job.calls).toBe(3);
  });

  it('is kept for each of many, whatever becomes of the others', async () => {
    const job = fc.record({
      at: fc.integer({ min: 0, max: 2000 }),
      movedTo: fc.option(fc.integer({ min: 0, max: 2000 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(job, fc.boolean()), { maxLength: 40 }), async (plan) => {
        const [deadlines, start] = [new Deadlines(), now()];
        const jobs = plan.map(([{ at }]) => {
          const one = new Job();
          deadlines.move(one, start + at);
          return one;
        });
        for (const [i, [{ movedTo }]] of plan.entries()) {
          if (movedTo !== null) deadlines.move(jobs[i] as Job, start + movedTo);
        }
        for (const [i, [, isForgotten]] of plan.entries()) if (isForgotten) deadlines.forget(jobs[i] as Job);
        await vi.advanceTimersByTimeAsync(2100);
        for (const [i, [{ at, movedTo }, isForgotten]] of plan.entries()) {
          const { calls, lateAt } = jobs[i] as Job;
          expect(calls).toBe(isForgotten ? 0 : 1);
          const lateness = (lateAt ?? 0) - start - (movedTo ?? at);
          if (!isForgotten) expect(lateness >= 0 && lateness <= 10, `${lateness} ms late`).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
