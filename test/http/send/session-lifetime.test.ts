import { describe, expect, it } from 'vitest';
import { SessionLifetime } from '../../../src/http/send/session-lifetime.js';
import { sleep } from '../../../src/util/loop/clock.js';

describe('a life', () => {
  it('goes on until it is ended, by the reason that is given', () => {
    const life = new SessionLifetime();
    expect(life.endedBy).toBeNull();
    expect(() => life.check()).not.toThrow();
    const reason = new Error('stopped');
    life.end(reason);
    expect(life.endedBy).toBe(reason);
    expect(() => life.check()).toThrow(reason);
  });

  it('wakes when a signal says so, which is no end', async () => {
    const life = new SessionLifetime();
    const waker = new AbortController();
    const sleeping = life.sleep(3_600_000, waker.signal);
    waker.abort();
    await sleeping;
    await life.sleep(3_600_000, waker.signal);
    life.end(new Error('stopped'));
    await expect(life.sleep(1, new AbortController().signal)).rejects.toThrow('stopped');
  });

  it('sleeps, and wakes at its end', async () => {
    const life = new SessionLifetime();
    await life.sleep(1);
    const reason = new Error('stopped');
    const sleeps = [life.sleep(3_600_000), life.sleep(3_600_000)];
    await sleep(0);
    life.end(reason);
    expect(await Promise.allSettled(sleeps)).toEqual(Array(2).fill({ status: 'rejected', reason }));
    await expect(life.sleep(1)).rejects.toBe(reason);
  });
});
