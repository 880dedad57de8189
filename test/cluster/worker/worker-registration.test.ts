import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerRegistration } from '../../../src/cluster/worker/worker-registration.js';
import { Log } from '../../../src/util/log/log.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newRegistration() {
  const sent: [type: string, data?: unknown][] = [];
  const log: string[] = [];
  const logger = new Log('DEBUG', (line) => log.push(line.replace(/^.*?\//, ''))).logger('x');
  const reconnect = () => sent.push(['reconnect']);
  const registration = new WorkerRegistration((...message) => sent.push(message), logger, reconnect);
  return { registration, sent, log };
}

describe('WorkerRegistration', () => {
  it('sends client_ready every five seconds until the master answers', async () => {
    const { registration, sent, log } = newRegistration();
    const joined = registration.join();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sent.filter(([type]) => type === 'client_ready')).toEqual(
      Array.from({ length: 3 }, () => ['client_ready', -1]),
    );
    registration.acknowledge();
    await joined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([registration.isJoined, sent.length]).toEqual([true, 4]);
    expect(log).toEqual([
      'DEBUG/x: Failed to connect to master, retry 1/60.',
      'DEBUG/x: Failed to connect to master, retry 2/60.',
    ]);
  });

  it('asks for another connection after each ten seconds without an answer: the first one may be dead', async () => {
    const { registration, sent } = newRegistration();
    registration.join();
    await vi.advanceTimersByTimeAsync(9_900);
    expect(sent).not.toContainEqual(['reconnect']);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sent.map(([type]) => type).slice(1, 7)).toEqual([
      ...['client_ready', 'reconnect', 'client_ready'],
      ...['client_ready', 'reconnect', 'client_ready'],
    ]);
    registration.leave();
  });

  it('gives up after 61 tries, with Locust’s exit code', async () => {
    const { registration, sent } = newRegistration();
    const outcome = expect(registration.join()).rejects.toMatchObject({ code: 'MASTER_NOT_FOUND', exitCode: 255 });
    await vi.advanceTimersByTimeAsync(310_000);
    await outcome;
    expect(sent.filter(([type]) => type === 'client_ready')).toHaveLength(61);
  });

  it('gives up after a minute if a master has answered before', async () => {
    const { registration, sent, log } = newRegistration();
    registration.join();
    registration.acknowledge();
    await vi.advanceTimersByTimeAsync(0);
    registration.forget();
    const outcome = expect(registration.join()).rejects.toThrow('got no answer in a minute');
    await vi.advanceTimersByTimeAsync(60_000);
    await outcome;
    expect([sent.filter(([type]) => type === 'client_ready').length, log.at(-1)]).toEqual([
      13,
      'INFO/x: Failed to connect to master, retry 12/11.',
    ]);
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
