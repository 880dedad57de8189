/** The newest lines of a log. */

/** As many as Locust keeps of a node. */
export const keptLines = 500;

/** Lines in order, each with a number that is never reused. */
export class RecentLines {
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
    if (this.#lines.length > 2 * keptLines) this.#lines = this.#lines.slice(-keptLines);
  }

  /** Lines from number `from` on, at most the newest {@link keptLines}. */
  since(from: number): readonly string[] {
    const wanted = Math.min(this.#count - from, keptLines);
    return wanted <= 0 ? [] : this.#lines.slice(-wanted);
  }

  /** The newest {@link keptLines}. */
  newest(): readonly string[] {
    return this.#lines.slice(-keptLines);
  }
}
