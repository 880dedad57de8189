/** What user code threw, grouped by where it was thrown: Locust's exception table. */
import { fileURLToPath } from 'node:url';
import { messageOf, messageWithCode, TslocError } from '../util/error.js';
import { cutText } from '../util/text/cut-text.js';
import { causesOf, hintLineOf, stackFramesOf, summaryOf } from '../util/thrown.js';
import type { ExceptionDelta } from './delta.js';

/** One row of the exception table. */
export interface ExceptionRow {
  /** Times it was thrown. */
  count: number;
  /** The message of the first one. */
  readonly message: string;
  /** Only the frames, one per line. */
  readonly traceback: string;
  /** The nodes that saw it; `local` in one process. */
  readonly nodes: Set<string>;
}

/** Rows beyond these are counted in one. */
export const maxExceptionRows = 2_000;
const otherKey = 'other';

/** All exceptions of a run, in first-seen order. */
export class Exceptions {
  readonly #rows = new Map<string, ExceptionRow>();

  get size(): number {
    return this.#rows.size;
  }

  /** Counts a value of any type that was thrown on `node`; returns the count of its row. Never throws. */
  record(thrown: unknown, node: string): number {
    const traceback = framesOf(thrown);
    const key = keyOf(thrown, traceback);
    const row = this.#rows.get(key) ?? this.#create(key, { message: messageWithCode(thrown), traceback });
    row.nodes.add(node);
    return ++row.count;
  }

  list(): ExceptionRow[] {
    return [...this.#rows.values()];
  }

  /** All rows as plain data; drops them here. */
  drain(): ExceptionDelta[] {
    const rows = [...this.#rows].map(([key, row]) => ({ ...row, key, nodes: [...row.nodes] }));
    this.clear();
    return rows;
  }

  /** Adds the rows of another process. */
  absorb(rows: readonly ExceptionDelta[]): void {
    for (const delta of rows) {
      const row = this.#rows.get(delta.key) ?? this.#create(delta.key, delta);
      row.count += delta.count;
      for (const node of delta.nodes) row.nodes.add(node);
    }
  }

  clear(): void {
    this.#rows.clear();
  }

  #create(key: string, { message, traceback }: Pick<ExceptionRow, 'message' | 'traceback'>): ExceptionRow {
    if (this.#rows.size >= maxExceptionRows && key !== otherKey) {
      const message = `Exceptions thrown at more than ${maxExceptionRows} other places`;
      return this.#rows.get(otherKey) ?? this.#create(otherKey, { message, traceback: '' });
    }
    const row: ExceptionRow = { count: 0, message, traceback, nodes: new Set() };
    this.#rows.set(key, row);
    return row;
  }
}

/**
 * The stack's frames with a newline after each, down to the caller that is still the user's: frames above it
 * differ from run to run and would split the groups. A value without a stack gets one line instead.
 */
export function framesOf(thrown: unknown): string {
  const frames = stackFramesOf(thrown);
  const last = frames.findLastIndex((frame) => !isOwn(frame) && !isPlaceless(frame));
  // Only an internal error of tsloc has no frames of user code: its own frames show where it was thrown.
  const fallback = TslocError.is(thrown) ? [] : frames;
  const shown = last < 0 ? fallback : frames.slice(0, last + 1).filter((frame) => !isOwn(frame));
  return shown.length > 0 ? `${cutText(shown.join('\n'))}\n` : `  (thrown without a stack: ${messageOf(thrown)})\n`;
}

/** `Type: message`, below it a hint and the frames down to the user's own code; then its causes in the same way. */
export function describeThrown(thrown: unknown): string {
  return causesOf(thrown).map(describeOne).join('\nCaused by: ');
}

function describeOne(thrown: unknown): string {
  const frames = stackFramesOf(thrown).length === 0 ? '' : `\n${framesOf(thrown).trimEnd()}`;
  return summaryOf(thrown) + hintLineOf(thrown) + frames;
}

/** True for a frame of this library or of Node. */
export function isOwn(frame: string): boolean {
  return (
    /\(node:|at node:|[\\/]node_modules[\\/]tsloc[\\/](?:dist|src)[\\/]/.test(frame) ||
    ownPlaces.some((place) => frame.includes(place))
  );
}

/** Where it was thrown; without a stack, its text without numbers, so that `error 1` and `error 2` are one row. */
function keyOf(thrown: unknown, traceback: string): string {
  if (stackFramesOf(thrown).length > 0) return traceback;
  return summaryOf(thrown)
    .slice(0, 1_000)
    .replace(/[0-9a-f]*\d[0-9a-f]*/gi, '#');
}

/** `at async Promise.all (index 2)` and the like: present only while all users are awaited, at the end of a run. */
function isPlaceless(frame: string): boolean {
  return /\((?:index \d+|<anonymous>|native)\)$/.test(frame);
}

/** As they appear in stacks: dist/ runs, source maps turn it into src/; as a URL or as a path. */
const ownPlaces = ['dist/', 'src/'].flatMap((name) => {
  const folder = new URL(`../../${name}`, import.meta.url);
  return [folder.href, fileURLToPath(folder)];
});
