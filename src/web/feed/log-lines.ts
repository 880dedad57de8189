/** The newest lines of the log, for the page. */
import { RecentLines } from '../../util/log/recent-lines.js';
import { WorkerLogLines } from './worker-log-lines.js';

/** Those of this node. */
export class LogLines extends RecentLines {
  /** Those of other nodes. */
  readonly workers = new WorkerLogLines();
}
