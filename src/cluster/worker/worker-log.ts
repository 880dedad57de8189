/** The newest lines of a worker's log, for its master: Locust's `logs` message. */
import type { Logger } from '../../util/log/log.js';

/** As many as Locust keeps. */
const maxLines = 500;
/** Lines in one interval, from which on a worker tells its master nothing more: Locust's limit. */
const maxNewLines = 70;

/** Gets every line of the log. */
export class WorkerLog {
  #lines: string[] = [];
  #newLines = 0;
  #isSilent = false;

  add(line: string): void {
    this.#newLines++;
    this.#lines.push(line);
    if (this.#lines.length > 2 * maxLines) this.#lines = this.#lines.slice(-maxLines);
  }

  /** All lines, if there are new ones since the last call; null if not. Too many at once are the last ones. */
  take(logger: Logger): readonly string[] | null {
    if (this.#newLines === 0 || this.#isSilent) return null;
    if (this.#newLines > maxNewLines) {
      this.#isSilent = true;
      logger.warning(
        `More than ${maxNewLines} lines in ten seconds: the master gets no more of the log of this worker.`,
      );
    }
    this.#newLines = 0;
    return this.#lines.slice(-maxLines);
  }
}
