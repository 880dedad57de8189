/** The newest lines of a worker's log, for its master: Locust's `logs` message. */
import type { Logger } from '../../util/log/log.js';
import { RecentLines } from '../../util/log/recent-lines.js';

/** Lines in one interval, from which on a worker tells its master nothing more: Locust's limit. */
const maxNewLines = 70;

/** Gets every line of the log. */
export class WorkerLog {
  readonly #lines = new RecentLines();
  #takenCount = 0;
  #isSilent = false;

  add(line: string): void {
    this.#lines.add(line);
  }

  /** All lines, if there are new ones since the last call; null if not. Too many at once are the last ones. */
  take(logger: Logger): readonly string[] | null {
    const newLines = this.#lines.count - this.#takenCount;
    if (newLines === 0 || this.#isSilent) return null;
    if (newLines > maxNewLines) {
      this.#isSilent = true;
      logger.warning(
        `More than ${maxNewLines} lines in ten seconds: the master gets no more of the log of this worker.`,
      );
    }
    this.#takenCount = this.#lines.count;
    return this.#lines.newest();
  }
}
