import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { Sleep } from '../../../src/util/loop/sleep-queue.js';

const reason = new Error('enough');

describe('a nap', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('is over after its time and not before, whoever else naps', async () => {
    const start = now();
    const woken: [asked: number, slept: number][] = [];
    const asked = [700, 3, 250.5, 1_000, 250, 0.2];
    for (const ms of asked) void new Sleep(ms).over.then(() => woken.push([ms, now() - start]));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(woken.map(([ms]) => ms)).toEqual(asked.toSorted((a, b) => a - b));
    for (const [ms, slept] of woken) expect(slept - ms).toBeGreaterThanOrEqual(0);
    for (const [ms, slept] of woken) expect(slept - ms).toBeLessThan(1);
  });

  it('that begins last and is the shortest wakes first', async () => {
    const [long, short] = [new Sleep(1_000), new Sleep(10)];
    await vi.advanceTimersByTimeAsync(10);
    expect([long.isOver, short.isOver]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(990);
    expect(long.isOver).toBe(true);
  });

  it('ends with a reason before its time, and disturbs no other', async () => {
    const [first, second] = [new Sleep(100), new Sleep(200)];
    first.end(reason);
    await expect(first.over).rejects.toBe(reason);
    expect([first.isOver, second.isOver]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(200);
    await second.over;
  });

  it('holds the process by no timer once all are ended', async () => {
    const naps = [new Sleep(300), new Sleep(100), new Sleep(Number.POSITIVE_INFINITY)];
    for (const nap of naps) nap.end(reason);
    expect(vi.getTimerCount()).toBe(0);
    for (const nap of naps) await expect(nap.over).rejects.toBe(reason);
  });

  it('may begin when another is over', async () => {
    let isOver = false;
    new Sleep(5).over
      .then(() => new Sleep(5).over)
      .then(() => {
        isOver = true;
      });
    await vi.advanceTimersByTimeAsync(9);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  it('that is over for many at once lets others have a turn before all of them', async () => {
    let awake = 0;
    let awakeAtTurn = 0;
    for (let i = 0; i < 100; i++) void new Sleep(5).over.then(() => awake++);
    void new Sleep(4.9).over.then(() =>
      setImmediate(() => {
        awakeAtTurn = awake;
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(awake).toBe(100);
    expect(awakeAtTurn).toBeLessThan(50);
  });

  it('may be longer than a timer can', async () => {
    const nap = new Sleep(3_000_000_000);
    await vi.advanceTimersByTimeAsync(2_999_999_999);
    expect(nap.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(nap.isOver).toBe(true);
  });
});
