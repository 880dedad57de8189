/** The newest lines of the log, for the page. */
import { WorkerLogLines } from './worker-log-lines.js';

/** As many as Locust keeps of a node. */
const maxLines = 500;

/** Lines in order, each with a number that is never reused. */
export class LogLines {
  /** Those of other nodes. */
  readonly workers = new WorkerLogLines();
  #lines: string[] = [];
  #count = 0;

  /** Lines so far, those that were dropped included: the number of the next line. */
  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    this.#count++;
    this.#lines.push(line);
    // Not at each line: shifting is linear.
    if (this.#lines.length > 2 * maxLines) this.#lines = this.#lines.slice(-maxLines);
  }

  /** Lines from number `from` on, at most the newest 500. */
  since(from: number): readonly string[] {
    const wanted = Math.min(this.#count - from, maxLines);
    return wanted <= 0 ? [] : this.#lines.slice(-wanted);
  }

  /** The newest 500. */
  newest(): readonly string[] {
    return this.#lines.slice(-maxLines);
  }
}
