import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TimeSlice as OneSlice } from '../../../src/util/loop/scheduler.js';

/** Its own for each test: how long slices are depends on what was before. */
let inTurn: typeof import('../../../src/util/loop/scheduler.js').inTurn;
let TimeSlice: typeof OneSlice;
let currentTurn: typeof import('../../../src/util/loop/clock.js').currentTurn;
beforeEach(async () => {
  vi.resetModules();
  ({ inTurn, TimeSlice } = await import('../../../src/util/loop/scheduler.js'));
  ({ currentTurn } = await import('../../../src/util/loop/clock.js'));
});
afterEach(() => void vi.useRealTimers());

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const slices = (count: number) => Array.from({ length: count }, () => new TimeSlice());

/** Turns of the event loop until `isTrue`; the test's own time limit ends a wait in vain. */
async function turnsUntil(isTrue: () => boolean): Promise<number> {
  let turns = 0;
  for (; !isTrue(); turns++) await nextTurn();
  return turns;
}

/** Who went on, in this order, when `count` users ask again each time, which takes `ms` of a clock that is not real. */
async function rounds(count: number, calls: number, ms = 0): Promise<number[]> {
  if (ms > 0) vi.useFakeTimers({ toFake: ['performance'] });
  const called: number[] = [];
  const own = slices(count);
  const again = (i: number) => {
    if (ms > 0) vi.advanceTimersByTime(ms);
    called.push(i);
    if (called.length <= calls) inTurn(again, i, own[i] as OneSlice);
  };
  for (let i = 0; i < count; i++) inTurn(again, i, own[i] as OneSlice);
  await turnsUntil(() => called.length === calls + count);
  return called.slice(0, calls);
}

/** The most that somebody was passed by others before going on again. */
function longestGap(called: readonly number[]): number {
  const last = new Map<number, number>();
  let longest = 0;
  called.forEach((who, at) => {
    longest = Math.max(longest, at - (last.get(who) ?? at));
    last.set(who, at);
  });
  return longest;
}

describe('those who go on in turn', () => {
  it('do so in the order in which they asked, and never at once', async () => {
    const called: number[] = [];
    for (let i = 0; i < 1_000; i++) inTurn((n) => called.push(n), i, new TimeSlice());
    expect(called).toEqual([]);
    await turnsUntil(() => called.length === 1_000);
    expect(called).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  });

  it('do so in a turn that is not the one in which they asked, whatever was awaited before', async () => {
    const turns: number[] = [];
    const ask = () => {
      turns.push(currentTurn());
      inTurn(() => turns.push(currentTurn()), undefined, new TimeSlice());
    };
    // More than go on at once: the next turn of those in line is awaited by now.
    for (let i = 0; i < 40; i++)
      inTurn(i === 0 ? () => void Promise.resolve().then(ask) : () => {}, null, new TimeSlice());
    await turnsUntil(() => turns.length === 2);
    expect(turns[1]).toBeGreaterThan(turns[0] as number);
  });

  it('leave turns of the event loop to others before all have gone on', async () => {
    let calls = 0;
    for (let i = 0; i < 1_000; i++) inTurn(() => calls++, undefined, new TimeSlice());
    expect(await turnsUntil(() => calls === 1_000)).toBeGreaterThan(10);
  });

  it('may ask again while they go on, for longer than anything is kept', async () => {
    const called = await rounds(100, 100 * 200);
    for (let i = 0; i < 100; i++) {
      const times = called.filter((one) => one === i).length;
      expect(times).toBeGreaterThanOrEqual(200 - 16);
      expect(times).toBeLessThanOrEqual(200 + 16);
    }
  });

  it('go on even if one of them throws', async () => {
    const listeners = process.listeners('uncaughtException');
    const thrown = new Promise((resolve) =>
      process.removeAllListeners('uncaughtException').once('uncaughtException', resolve),
    );
    let isCalled = false;
    const fail = () => {
      throw new Error('on purpose');
    };
    inTurn(fail, undefined, new TimeSlice());
    inTurn(() => (isCalled = true), undefined, new TimeSlice());
    expect(await thrown).toEqual(new Error('on purpose'));
    for (const listener of listeners) process.on('uncaughtException', listener);
    await turnsUntil(() => isCalled);
  });
});

describe('the slices of those who ask again at once', () => {
  it('are sixteen times, then come the others', async () => {
    const called = await rounds(200, 200 * 50);
    expect(longestGap(called)).toBeGreaterThan(150 * 16);
    expect(longestGap(called)).toBeLessThan(250 * 16);
  });

  it('are so short that nobody waits for much longer than half a second', async () => {
    const called = await rounds(100, 100 * 60, 1);
    const gap = longestGap(called.slice(100 * 20));
    expect(gap).toBeGreaterThan(300);
    expect(gap).toBeLessThan(700);
  });

  it('are once where a round of all takes longer than that anyway', async () => {
    const called = await rounds(100, 100 * 60, 10);
    expect(longestGap(called.slice(100 * 20))).toBeLessThan(150);
  });

  it('begin anew for whoever has rested while all others could have gone on', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let isOver = false;
    let calls = 0;
    const again = (own: OneSlice) => {
      if (isOver) return; // the clock is real again
      calls++;
      vi.advanceTimersByTime(1);
      inTurn(again, own, own);
    };
    for (const own of slices(100)) inTurn(again, own, own);
    await turnsUntil(() => calls > 1_000);
    const rested = new TimeSlice();
    const waits: number[] = [];
    for (let i = 0; i < 40; i++) {
      const before = calls;
      await new Promise<void>((resolve) => inTurn(resolve, undefined, rested));
      waits.push(calls - before);
      await turnsUntil(() => calls > before + 300);
    }
    isOver = true;
    expect(Math.max(...waits)).toBeLessThan(150);
    await nextTurn();
  });

  it('do not wait for seconds beside many who rest between any two', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const resting: { until: number; own: OneSlice }[] = [];
    const last = new Map<OneSlice, number>();
    let longest = 0;
    let waiting = 0;
    const ask = (action: (own: OneSlice) => void, own: OneSlice) => {
      waiting++;
      inTurn(action, own, own);
    };
    const goOn = () => {
      waiting--;
      vi.advanceTimersByTime(0.25);
      return performance.now();
    };
    const rest = (own: OneSlice) => void resting.push({ until: goOn() + 500, own });
    const again = (own: OneSlice) => {
      const moment = goOn();
      longest = Math.max(longest, moment - (last.get(own) ?? moment));
      last.set(own, moment);
      if (moment < 10_000) ask(again, own);
    };
    for (const own of slices(2_500)) ask(rest, own);
    for (const own of slices(500)) ask(again, own);
    while (waiting > 0) {
      await nextTurn();
      const moment = performance.now();
      while (moment < 10_000 && resting[0] !== undefined && resting[0].until <= moment) {
        ask(rest, (resting.shift() as { own: OneSlice }).own);
      }
    }
    expect(longest).toBeLessThan(2_500);
  });

  it('do what one of them has asked for in the order in which it did', async () => {
    const called: string[] = [];
    const own = new TimeSlice();
    Object.assign(own, { left: 1, wentOnAt: Number.POSITIVE_INFINITY });
    for (const name of ['ahead', 'behind', 'behind it']) inTurn((one) => called.push(one), name, own);
    await turnsUntil(() => called.length === 3);
    expect(called).toEqual(['ahead', 'behind', 'behind it']);
  });

  it('keep nobody from going on, however many always come before', async () => {
    let isOver = false;
    let calls = 0;
    const again = (own: OneSlice) => {
      calls++;
      own.left = 1;
      if (!isOver) inTurn(again, own, own);
    };
    for (const own of slices(256)) inTurn(again, own, own);
    await turnsUntil(() => calls >= 256);
    try {
      const places: number[] = [];
      const used = slices(100);
      for (const own of used) own.wentOnAt = Number.POSITIVE_INFINITY;
      for (const own of used) inTurn(() => places.push(calls), undefined, own);
      await turnsUntil(() => places.length === 100);
      for (let i = 1; i < 100; i++) expect((places[i] as number) - (places[i - 1] as number)).toBe(64);
    } finally {
      isOver = true;
    }
  });
});
