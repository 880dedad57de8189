/** The request log of a worker: a file of its own, named by the worker's index. */
import type { Options } from '../../core/options/options.js';
import type { Reporter } from '../../core/reporter.js';
import type { Log } from '../../util/log/log.js';
import { createRequestLogs } from './create-request-logs.js';

/**
 * Writes `requests-worker0.csv` for `--request-log requests.csv`, and logs its path: several processes that write one file
 * would overwrite each other's rows. @throws {TslocError} `BAD_OPTION`, `REQUEST_LOG_NOT_WRITABLE`
 */
export function workerRequestLogs(
  { requestLog, csvSafe }: Options,
  workerIndex: number,
  log: Log,
  countUsers: () => number,
): Reporter[] {
  if (requestLog === null) return [];
  const path = workerFile(requestLog, workerIndex);
  const reporters = createRequestLogs({ requestLog: path, csvSafe }, countUsers);
  log.logger('locust.main').info(`Request log: ${path}`);
  return reporters;
}

/** `-worker<index>` before the ending. */
function workerFile(path: string, workerIndex: number): string {
  return path.replace(/(\.[^./\\]*)?$/, (ending) => `-worker${workerIndex}${ending}`);
}
