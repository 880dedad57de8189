import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoopTicks } from '../../../src/util/loop/loop-ticks.js';
import { Scheduler } from '../../../src/util/loop/scheduler.js';
import { TimeSlice } from '../../../src/util/loop/time-slice.js';

let ticks: LoopTicks;
let scheduler: Scheduler;
beforeEach(() => {
  ticks = new LoopTicks();
  scheduler = new Scheduler(ticks);
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => void vi.useRealTimers());

const nextTick = () => new Promise<void>((resolve) => setImmediate(resolve));
const makeSlices = (count: number) => Array.from({ length: count }, () => new TimeSlice());

/** Lets the event loop run until `isTrue`; returns the number of ticks. The test's own time limit ends an endless wait. */
async function ticksUntil(isTrue: () => boolean): Promise<number> {
  let count = 0;
  for (; !isTrue(); count++) await nextTick();
  return count;
}

/** The users resumed, in order: each of `count` users schedules its next call when it is called, which takes `callMs`. */
async function resumedUsers(count: number, calls: number, callMs = 0): Promise<number[]> {
  const resumed: number[] = [];
  const slices = makeSlices(count);
  const resume = (user: number) => {
    vi.advanceTimersByTime(callMs);
    resumed.push(user);
    if (resumed.length <= calls) scheduler.schedule(resume, user, slices[user] as TimeSlice);
  };
  for (let user = 0; user < count; user++) scheduler.schedule(resume, user, slices[user] as TimeSlice);
  await ticksUntil(() => resumed.length === calls + count);
  return resumed.slice(0, calls);
}

/** The greatest number of calls between two calls of the same user. */
function longestGap(resumed: readonly number[]): number {
  const last = new Map<number, number>();
  let longest = 0;
  resumed.forEach((user, index) => {
    longest = Math.max(longest, index - (last.get(user) ?? index));
    last.set(user, index);
  });
  return longest;
}

describe('the scheduler', () => {
  it('calls actions in the order of scheduling, and never synchronously', async () => {
    const called: number[] = [];
    for (let i = 0; i < 1_000; i++) scheduler.schedule((n) => called.push(n), i, new TimeSlice());
    expect(called).toEqual([]);
    await ticksUntil(() => called.length === 1_000);
    expect(called).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  });

  it('calls an action in a later tick than the one in which it was scheduled, also from a microtask', async () => {
    const seen: number[] = [];
    const scheduleAnother = () => {
      seen.push(ticks.current());
      scheduler.schedule(() => seen.push(ticks.current()), undefined, new TimeSlice());
    };
    // More than one tick of calls, so that the next tick is pending when the microtask runs.
    for (let i = 0; i < 40; i++) {
      const action = i === 0 ? () => void Promise.resolve().then(scheduleAnother) : () => {};
      scheduler.schedule(action, undefined, new TimeSlice());
    }
    await ticksUntil(() => seen.length === 2);
    expect(seen[1]).toBeGreaterThan(seen[0] as number);
  });

  it('calls at most 32 actions per event-loop tick', async () => {
    let calls = 0;
    for (let i = 0; i < 1_000; i++) scheduler.schedule(() => calls++, undefined, new TimeSlice());
    let before = 0;
    while (calls < 1_000) {
      await nextTick();
      expect(calls - before).toBeLessThanOrEqual(32);
      before = calls;
    }
  });

  it('resumes users that always schedule again equally often', async () => {
    const resumed = await resumedUsers(100, 100 * 200);
    for (let user = 0; user < 100; user++) {
      const calls = resumed.filter((one) => one === user).length;
      expect(calls).toBeGreaterThanOrEqual(200 - 16);
      expect(calls).toBeLessThanOrEqual(200 + 16);
    }
  });

  it('continues after an action that throws', async () => {
    const listeners = process.listeners('uncaughtException');
    const thrown = new Promise((resolve) =>
      process.removeAllListeners('uncaughtException').once('uncaughtException', resolve),
    );
    let isCalled = false;
    const fail = () => {
      throw new Error('on purpose');
    };
    scheduler.schedule(fail, undefined, new TimeSlice());
    scheduler.schedule(() => (isCalled = true), undefined, new TimeSlice());
    expect(await thrown).toEqual(new Error('on purpose'));
    for (const listener of listeners) process.on('uncaughtException', listener);
    await ticksUntil(() => isCalled);
  });

  it('has no state in common with another scheduler', async () => {
    const slices = makeSlices(2);
    const called: string[] = [];
    scheduler.schedule((name) => called.push(name), 'one', slices[0] as TimeSlice);
    new Scheduler(ticks).schedule((name) => called.push(name), 'other', slices[1] as TimeSlice);
    await ticksUntil(() => called.length === 2);
    expect(called).toEqual(['one', 'other']);
  });
});

describe('the time slice of a user that always schedules again', () => {
  it('is 16 calls, before all other users are resumed', async () => {
    const resumed = await resumedUsers(200, 200 * 50);
    expect(longestGap(resumed)).toBeGreaterThan(150 * 16);
    expect(longestGap(resumed)).toBeLessThan(250 * 16);
  });

  it('is shortened so that no user waits for much longer than half a second', async () => {
    const resumed = await resumedUsers(100, 100 * 60, 1);
    const gap = longestGap(resumed.slice(100 * 20));
    expect(gap).toBeGreaterThan(300);
    expect(gap).toBeLessThan(700);
  });

  it('is one call if a round of all users takes longer than that', async () => {
    const resumed = await resumedUsers(100, 100 * 60, 10);
    expect(longestGap(resumed.slice(100 * 20))).toBeLessThan(150);
  });

  it('is renewed for a user that was idle for a whole round', async () => {
    let isOver = false;
    let calls = 0;
    const resume = (slice: TimeSlice) => {
      if (isOver) return;
      calls++;
      vi.advanceTimersByTime(1);
      scheduler.schedule(resume, slice, slice);
    };
    for (const slice of makeSlices(100)) scheduler.schedule(resume, slice, slice);
    await ticksUntil(() => calls > 1_000);
    const idle = new TimeSlice();
    const waits: number[] = [];
    for (let i = 0; i < 40; i++) {
      const before = calls;
      await new Promise<void>((resolve) => scheduler.schedule(resolve, undefined, idle));
      waits.push(calls - before);
      await ticksUntil(() => calls > before + 300);
    }
    isOver = true;
    expect(Math.max(...waits)).toBeLessThan(150);
    await nextTick();
  });

  it('keeps the order of the actions of one user, in both queues', async () => {
    const called: string[] = [];
    const slice = new TimeSlice();
    Object.assign(slice, { callsLeft: 1, lastCallAt: Number.POSITIVE_INFINITY });
    for (const name of ['run queue', 'expired queue', 'after it'])
      scheduler.schedule((one) => called.push(one), name, slice);
    await ticksUntil(() => called.length === 3);
    expect(called).toEqual(['run queue', 'expired queue', 'after it']);
  });
});

describe('a user in the expired queue', () => {
  it('does not wait for seconds while many users are idle between calls', async () => {
    const idle: { until: number; slice: TimeSlice }[] = [];
    const lastCalls = new Map<TimeSlice, number>();
    let longestWait = 0;
    let waiting = 0;
    const schedule = (action: (slice: TimeSlice) => void, slice: TimeSlice) => {
      waiting++;
      scheduler.schedule(action, slice, slice);
    };
    const beginCall = () => {
      waiting--;
      vi.advanceTimersByTime(0.25);
      return performance.now();
    };
    const rest = (slice: TimeSlice) => void idle.push({ until: beginCall() + 500, slice });
    const resume = (slice: TimeSlice) => {
      const time = beginCall();
      longestWait = Math.max(longestWait, time - (lastCalls.get(slice) ?? time));
      lastCalls.set(slice, time);
      if (time < 10_000) schedule(resume, slice);
    };
    for (const slice of makeSlices(2_500)) schedule(rest, slice);
    for (const slice of makeSlices(500)) schedule(resume, slice);
    while (waiting > 0) {
      await nextTick();
      const time = performance.now();
      while (time < 10_000 && idle[0] !== undefined && idle[0].until <= time)
        schedule(rest, (idle.shift() as { slice: TimeSlice }).slice);
    }
    expect(longestWait).toBeLessThan(2_500);
  });

  it('is resumed after 64 calls from the run queue at most', async () => {
    let isOver = false;
    let calls = 0;
    const resume = (slice: TimeSlice) => {
      calls++;
      slice.callsLeft = 1;
      if (!isOver) scheduler.schedule(resume, slice, slice);
    };
    for (const slice of makeSlices(256)) scheduler.schedule(resume, slice, slice);
    await ticksUntil(() => calls >= 256);
    try {
      const callsBefore: number[] = [];
      const expired = makeSlices(100);
      for (const slice of expired) slice.lastCallAt = Number.POSITIVE_INFINITY;
      for (const slice of expired) scheduler.schedule(() => callsBefore.push(calls), undefined, slice);
      await ticksUntil(() => callsBefore.length === 100);
      for (let i = 1; i < 100; i++) expect((callsBefore[i] as number) - (callsBefore[i - 1] as number)).toBe(64);
    } finally {
      isOver = true;
    }
  });
});
