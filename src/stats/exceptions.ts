/** What user code threw, grouped by where it was thrown: Locust's exception table. */
import { fileURLToPath } from 'node:url';
import { messageOf } from '../util/error.js';

/** One row of the exception table. */
export interface ExceptionRow {
  /** Times it was thrown. */
  count: number;
  /** The message of the first one. */
  readonly message: string;
  /** The frames alone, a line each; the key of the group. */
  readonly traceback: string;
  /** The nodes that saw it; `local` in one process. */
  readonly nodes: Set<string>;
}

/** All exceptions of a run, in first-seen order. */
export class Exceptions {
  readonly #rows = new Map<string, ExceptionRow>();

  get size(): number {
    return this.#rows.size;
  }

  /** Counts what was thrown on `node`; returns how often that was now seen. */
  record(thrown: unknown, node: string): number {
    const traceback = framesOf(thrown);
    const row = this.#rows.get(traceback);
    if (row === undefined) {
      this.#rows.set(traceback, { count: 1, message: messageOf(thrown), traceback, nodes: new Set([node]) });
      return 1;
    }
    row.nodes.add(node);
    return ++row.count;
  }

  list(): ExceptionRow[] {
    return [...this.#rows.values()];
  }

  clear(): void {
    this.#rows.clear();
  }
}

/**
 * The stack's frames with a newline after each, down to the caller that is still the user's: what called that differs
 * from run to run and would split the groups. For what has no stack, a line that says so.
 */
export function framesOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const last = frames.findLastIndex((frame) => !isOwn(frame) && !isPlaceless(frame));
  const shown = last < 0 ? frames : frames.slice(0, last + 1);
  return shown.length > 0 ? `${shown.join('\n')}\n` : `  (thrown without a stack: ${messageOf(thrown)})\n`;
}

/** True for a frame of this library or of Node. */
export function isOwn(frame: string): boolean {
  return frame.includes('node:internal') || ownPlaces.some((place) => frame.includes(place));
}

/** `at async Promise.all (index 2)` and the like: there only while somebody waits for all users, at the end of a run. */
function isPlaceless(frame: string): boolean {
  return /\((?:index \d+|<anonymous>|native)\)$/.test(frame);
}

/** As stacks have it: what runs lies in dist/, what source maps make of it in src/; as a URL or as a path. */
const ownPlaces = ['dist/', 'src/'].flatMap((name) => {
  const folder = new URL(`../../${name}`, import.meta.url);
  return [folder.href, fileURLToPath(folder)];
});
