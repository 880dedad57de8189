import { describe, expect, it } from 'vitest';
import { SessionLifetime } from '../../../src/http/send/session-lifetime.js';
import { sleep } from '../../../src/util/loop/clock.js';

describe('a session lifetime', () => {
  it('lasts until it is ended, and then throws the reason', () => {
    const lifetime = new SessionLifetime();
    expect(lifetime.endReason).toBeNull();
    expect(() => lifetime.throwIfEnded()).not.toThrow();
    const reason = new Error('stopped');
    lifetime.end(reason);
    expect(lifetime.endReason).toBe(reason);
    expect(() => lifetime.throwIfEnded()).toThrow(reason);
  });

  it('resolves a sleep when the wake signal is aborted, and lasts', async () => {
    const lifetime = new SessionLifetime();
    const wake = new AbortController();
    const sleeping = lifetime.sleep(3_600_000, wake.signal);
    wake.abort();
    await sleeping;
    await lifetime.sleep(3_600_000, wake.signal);
    lifetime.end(new Error('stopped'));
    await expect(lifetime.sleep(1, new AbortController().signal)).rejects.toThrow('stopped');
  });

  it('rejects its sleeps when it ends', async () => {
    const lifetime = new SessionLifetime();
    await lifetime.sleep(1);
    const reason = new Error('stopped');
    const sleeps = [lifetime.sleep(3_600_000), lifetime.sleep(3_600_000)];
    await sleep(0);
    lifetime.end(reason);
    expect(await Promise.allSettled(sleeps)).toEqual(Array(2).fill({ status: 'rejected', reason }));
    await expect(lifetime.sleep(1)).rejects.toBe(reason);
  });
});
