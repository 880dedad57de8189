/** The newest lines of the logs of workers, for the page: each worker sends all lines that it keeps each time. */
import { keptLines } from '../../util/log/recent-lines.js';
import type { LogLine } from '../contracts/feed.js';

const maxNewLines = 2_000;
/** The newest workers: identities are new each time a worker starts. */
const maxWorkers = 1_000;

/** By the id of the worker. */
export class WorkerLogLines {
  readonly #lines = new Map<string, readonly string[]>();
  #added: LogLine[] = [];
  #count = 0;

  /** Lines so far, of all workers: the number of the next one. */
  get count(): number {
    return this.#count;
  }

  /** All lines that a worker keeps now, oldest first: those that were not there before are new. */
  replace(node: string, lines: readonly string[]): void {
    const known = this.#lines.get(node)?.at(-1);
    const start = known === undefined ? 0 : lines.lastIndexOf(known) + 1;
    this.#lines.set(node, lines.slice(-keptLines));
    if (this.#lines.size > maxWorkers) this.#lines.delete(this.#lines.keys().next().value as string);
    for (const text of lines.slice(start)) {
      this.#count++;
      this.#added.push({ node, text });
    }
    if (this.#added.length > 2 * maxNewLines) this.#added = this.#added.slice(-maxNewLines);
  }

  /** Lines from number `from` on, at most the newest 2,000. */
  since(from: number): readonly LogLine[] {
    const wanted = Math.min(this.#count - from, this.#added.length);
    return wanted <= 0 ? [] : this.#added.slice(-wanted);
  }

  /** Those of each worker that came before number `to`: of each the newest, one worker after another. */
  before(to: number): readonly LogLine[] {
    const later = new Map<string, number>();
    for (const { node } of this.since(to)) later.set(node, (later.get(node) ?? 0) + 1);
    return [...this.#lines].flatMap(([node, lines]) =>
      lines.slice(0, Math.max(0, lines.length - (later.get(node) ?? 0))).map((text) => ({ node, text })),
    );
  }

  /** All that is kept, by worker: Locust's `/logs`. */
  all(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#lines);
  }
}
