/** The last lines that the log gets at the end of a run. */
import { messageWithHint } from '../../util/error.js';
import type { Environment } from '../environment.js';
import type { Verdict } from './judge.js';
import type { Snapshot } from '../snapshot.js';

/** Logs what made the run impossible, requests that no row counts, and the verdict. */
export function logEnd({ log, fatalError, resentRequests }: Environment, snapshot: Snapshot, verdict: Verdict): void {
  const logger = log.logger('locust.main');
  const { requestsInFlight: count } = snapshot;
  const inFlight = `${count} requests were in flight at the end: they are not in the statistics.`;
  if (fatalError !== null) logger.error(messageWithHint(fatalError));
  if (count > 0) logger.info(`${inFlight} --stop-timeout lets them finish.`);
  if (resentRequests > 0) logger.info(resendMessage(resentRequests));
  if (verdict.reason !== null) logger.error(verdict.reason);
  logger.info(`Shutting down (exit code ${verdict.exitCode})`);
}

function resendMessage(count: number): string {
  const requests = count === 1 ? '1 request was' : `${count} requests were`;
  return `${requests} sent again on a new connection: the server had closed the idle one.`;
}
