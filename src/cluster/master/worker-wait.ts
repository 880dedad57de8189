/** Waits for the workers that a test expects: `--expect-workers`. */
import type { Environment } from '../../core/environment.js';
import { now, sleep } from '../../util/loop/clock.js';
import type { WorkerRecord } from './worker-record.js';

/** Seconds in which the progress is not worth a line. Locust's. */
const quietSeconds = 5;

/**
 * Resolves with true when `--expect-workers` are ready, with false after `--expect-workers-max-wait` or when `signal` is aborted;
 * counts them each second, as Locust does.
 */
export async function awaitWorkers(
  { parsedOptions, log }: Environment,
  workers: () => readonly Pick<WorkerRecord, 'state'>[],
  signal: AbortSignal,
): Promise<boolean> {
  const logger = log.logger('locust.main');
  const { expectWorkers: expected, expectWorkersMaxWait: maxSeconds } = parsedOptions;
  const startedAt = now();
  while (!signal.aborted) {
    const ready = workers().filter(({ state }) => state === 'ready').length;
    if (ready >= expected) return true;
    const seconds = (now() - startedAt) / 1000;
    if (maxSeconds > 0 && seconds >= maxSeconds) {
      logger.error('Gave up waiting for workers to connect');
      return false;
    }
    const message = `Waiting for workers to be ready, ${ready} of ${expected} connected`;
    if (seconds < quietSeconds) logger.debug(message);
    else logger.info(message);
    await sleep(1_000, signal).catch(() => {}); // the next check ends an aborted wait
  }
  return false;
}
