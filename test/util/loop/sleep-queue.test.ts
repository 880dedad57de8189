import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { SleepQueue } from '../../../src/util/loop/sleep-queue.js';

const reason = new Error('enough');

describe('a sleep', () => {
  let queue: SleepQueue;
  beforeEach(() => {
    vi.useFakeTimers();
    queue = new SleepQueue();
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('ends after its time and not before, among any others', async () => {
    const start = now();
    const ended: [ms: number, slept: number][] = [];
    const times = [700, 3, 250.5, 1_000, 250, 0.2];
    for (const ms of times) void queue.sleep(ms).promise.then(() => ended.push([ms, now() - start]));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ended.map(([ms]) => ms)).toEqual(times.toSorted((a, b) => a - b));
    for (const [ms, slept] of ended) expect(slept - ms).toBeGreaterThanOrEqual(0);
    for (const [ms, slept] of ended) expect(slept - ms).toBeLessThan(1);
  });

  it('ends before those that began earlier and are longer', async () => {
    const [long, short] = [queue.sleep(1_000), queue.sleep(10)];
    await vi.advanceTimersByTimeAsync(10);
    expect([long.isOver, short.isOver]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(990);
    expect(long.isOver).toBe(true);
  });

  it('is cancelled with a reason, and no other is', async () => {
    const [first, second] = [queue.sleep(100), queue.sleep(200)];
    queue.cancel(first, reason);
    await expect(first.promise).rejects.toBe(reason);
    expect([first.isOver, second.isOver]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(200);
    await second.promise;
  });

  it('leaves no timer once all are cancelled', async () => {
    const sleeps = [queue.sleep(300), queue.sleep(100), queue.sleep(Number.POSITIVE_INFINITY)];
    for (const sleep of sleeps) queue.cancel(sleep, reason);
    expect(vi.getTimerCount()).toBe(0);
    for (const sleep of sleeps) await expect(sleep.promise).rejects.toBe(reason);
  });

  it('may begin when another ends', async () => {
    let isOver = false;
    queue
      .sleep(5)
      .promise.then(() => queue.sleep(5).promise)
      .then(() => {
        isOver = true;
      });
    await vi.advanceTimersByTimeAsync(9);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  it('of many that end at once lets the event loop poll before all have ended', async () => {
    let awake = 0;
    let awakeAtPoll = 0;
    for (let i = 0; i < 100; i++) void queue.sleep(5).promise.then(() => awake++);
    void queue.sleep(4.9).promise.then(() =>
      setImmediate(() => {
        awakeAtPoll = awake;
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(awake).toBe(100);
    expect(awakeAtPoll).toBeLessThan(50);
  });

  it('may be longer than the longest timer', async () => {
    const sleep = queue.sleep(3_000_000_000);
    await vi.advanceTimersByTimeAsync(2_999_999_999);
    expect(sleep.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.isOver).toBe(true);
  });
});
