/** Failed requests, grouped by method, name and error text as Locust groups them. */
import { createHash } from 'node:crypto';
import { messageWithCode } from '../util/error.js';
import { cutText } from '../util/text/cut-text.js';
import { pythonRepr } from '../util/text/format.js';
import { nameOf } from '../util/thrown.js';
import type { FailureDelta } from './delta.js';

/** One row of the error report. Timestamps in epoch seconds. */
export interface Failure {
  /** SHA-256 of method, name and text: Locust's key, which orders `_failures.csv`. */
  readonly key: string;
  readonly method: string;
  readonly name: string;
  /** The error as Python's `repr` would show it: `CatchResponseError('too slow')`. */
  readonly error: string;
  occurrences: number;
  firstSeen: number;
  lastSeen: number;
}

/** An error with its own text in reports, for cases where class name and message are not enough. */
export interface PrintedError extends Error {
  readonly repr: string;
}

/** Rows beyond these are counted in one. */
export const maxFailureRows = 2_000;
const others = { method: '', name: '(other)', error: `Failures with more than ${maxFailureRows} other texts` };

/** All failures of a run, in first-seen order. */
export class Failures {
  readonly #rows = new Map<string, Failure>();

  get size(): number {
    return this.#rows.size;
  }

  /** Counts one failure seen at the epoch second `at`. Never throws, whatever the exception does. */
  record(method: string, name: string, exception: Error | string, at: number): void {
    this.#add({ method, name, error: failureText(exception), occurrences: 1, firstSeen: at, lastSeen: at });
  }

  list(): Failure[] {
    return [...this.#rows.values()];
  }

  /** All rows as plain data; drops them here. */
  drain(): FailureDelta[] {
    const rows = this.list().map(({ key: _, ...row }) => row);
    this.clear();
    return rows;
  }

  /** Adds the rows of another process. */
  absorb(rows: readonly FailureDelta[]): void {
    for (const row of rows) this.#add(row);
  }

  clear(): void {
    this.#rows.clear();
  }

  #add(delta: FailureDelta): void {
    const { method, name, error, occurrences, firstSeen, lastSeen } = delta;
    const id = `${method}\n${name}\n${error}`;
    const row = this.#rows.get(id);
    if (row !== undefined) {
      row.occurrences += occurrences;
      row.firstSeen = Math.min(row.firstSeen, firstSeen);
      row.lastSeen = Math.max(row.lastSeen, lastSeen);
    } else if (this.#rows.size >= maxFailureRows && error !== others.error) this.#add({ ...delta, ...others });
    else this.#rows.set(id, { ...delta, key: failureKey(method, name, error) });
  }
}

/**
 * The text a failure is grouped under: a string as it is, an error as `Name('message')`, the first memory address
 * in it masked; a long text without its end. Source: Locust's StatsError.parse_error.
 */
export function failureText(exception: Error | string): string {
  const text = cutText(typeof exception === 'string' ? exception : reprOf(exception));
  const address = /object at (0x[^>]*)>/.exec(text)?.[1];
  return address === undefined ? text : text.replaceAll(address, '0x....');
}

/** Locust's grouping key, 64 hex digits. */
export function failureKey(method: string, name: string, text: string): string {
  return createHash('sha256')
    .update(`${method}.${name}.${pythonRepr(text)}`)
    .digest('hex');
}

/** How the console shows it: `GET /a: message`. */
export function failureTitle(failure: Pick<Failure, 'method' | 'name' | 'error'>): string {
  return `${failure.method} ${failure.name}: ${failureMessage(failure)}`;
}

/** The error text, a CatchResponseError without its wrapping. */
export function failureMessage({ error }: Pick<Failure, 'error'>): string {
  const wrapped = /^CatchResponseError\((['"])([\s\S]*)\1\)$/.exec(error)?.[2];
  return wrapped?.replace(/\\(['"\\])/g, '$1') ?? error;
}

function reprOf(error: Error): string {
  try {
    if ('repr' in error && typeof error.repr === 'string') return error.repr;
  } catch {
    // A getter of the user's that throws: name and message tell as much as can be read.
  }
  return `${nameOf(error)}(${pythonRepr(messageWithCode(error))})`;
}
