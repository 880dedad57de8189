/** The request log of a process: none, or one that gets every request. */
import { events } from '../../core/events/global-events.js';
import type { Options } from '../../core/options/options.js';
import type { Reporter } from '../../core/reporter.js';
import { RequestLog } from './request-log.js';

/**
 * `requestLog` is null where no log is wanted; `countUsers` returns the number of running users.
 * @throws {TslocError} `BAD_OPTION`, `REQUEST_LOG_NOT_WRITABLE`
 */
export function createRequestLogs(
  { requestLog: path, csvSafe }: Pick<Options, 'requestLog' | 'csvSafe'>,
  countUsers: () => number,
): Reporter[] {
  if (path === null) return [];
  const requestLog = new RequestLog(path, countUsers, csvSafe);
  events.request.addListener(requestLog.record);
  return [requestLog];
}
