import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerRegistration } from '../../../src/cluster/worker/worker-registration.js';
import { Log } from '../../../src/util/log.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newRegistration() {
  const sent: unknown[] = [];
  const log: string[] = [];
  const logger = new Log('DEBUG', (line) => log.push(line.replace(/^.*?\//, ''))).logger('x');
  return { registration: new WorkerRegistration((...message) => sent.push(message), logger), sent, log };
}

describe('WorkerRegistration', () => {
  it('sends client_ready every five seconds until the master answers', async () => {
    const { registration, sent, log } = newRegistration();
    const joined = registration.join();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sent).toEqual(Array.from({ length: 3 }, () => ['client_ready', -1]));
    registration.acknowledge();
    await joined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([registration.isJoined, sent.length]).toEqual([true, 3]);
    expect(log).toEqual([
      'DEBUG/x: Failed to connect to master, retry 1/60.',
      'DEBUG/x: Failed to connect to master, retry 2/60.',
    ]);
  });

  it('gives up after 61 tries, with Locust’s exit code', async () => {
    const { registration, sent } = newRegistration();
    const outcome = expect(registration.join()).rejects.toMatchObject({ code: 'MASTER_NOT_FOUND', exitCode: 255 });
    await vi.advanceTimersByTimeAsync(310_000);
    await outcome;
    expect(sent).toHaveLength(61);
  });

  it('joins again after it was forgotten, and no more after it has left', async () => {
    const { registration, sent } = newRegistration();
    registration.join();
    registration.acknowledge();
    await vi.advanceTimersByTimeAsync(0);
    registration.forget();
    const joined = registration.join();
    expect(registration.isJoined).toBe(false);
    registration.leave();
    await joined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(2);
  });
});
