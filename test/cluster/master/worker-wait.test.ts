import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitWorkers } from '../../../src/cluster/master/worker-wait.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('awaitWorkers', () => {
  it('waits until as many as expected are ready, and logs that after five seconds', async () => {
    const { environment, log } = makeEnvironment({ expectWorkers: 2 });
    const workers: { state: 'ready' | 'missing' }[] = [{ state: 'ready' }, { state: 'missing' }];
    const awaited = awaitWorkers(environment, () => workers, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(6_500);
    expect(log.filter((line) => line.startsWith('INFO'))).toEqual(
      Array.from({ length: 2 }, () => 'INFO/locust.main: Waiting for workers to be ready, 1 of 2 connected'),
    );
    workers.push({ state: 'ready' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await awaited).toBe(true);
  });

  it('gives up after the time, with an error in the log', async () => {
    const { environment, log } = makeEnvironment({ expectWorkersMaxWait: 3 });
    const awaited = awaitWorkers(environment, () => [], new AbortController().signal);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([await awaited, log.at(-1)]).toEqual([false, 'ERROR/locust.main: Gave up waiting for workers to connect']);
  });

  it('ends with its signal', async () => {
    const interrupted = new AbortController();
    const { environment } = makeEnvironment();
    const outcome = awaitWorkers(environment, () => [], interrupted.signal);
    interrupted.abort('interrupted');
    expect(await outcome).toBe(false);
  });
});
