/** Failed requests, grouped by method, name and error text as Locust groups them. */
import { createHash } from 'node:crypto';
import { pythonRepr } from '../util/format.js';

/** One row of the error report. Moments in epoch seconds. */
export interface Failure {
  /** SHA-256 of method, name and text: Locust's key, which orders `_failures.csv`. */
  readonly key: string;
  readonly method: string;
  readonly name: string;
  /** The error as Python's `repr` would show it: `CatchResponseError('too slow')`. */
  readonly error: string;
  occurrences: number;
  readonly firstSeen: number;
  lastSeen: number;
}

/** An error that knows how Locust prints it, where class name and message do not tell. */
export interface PrintedError extends Error {
  readonly repr: string;
}

/** All failures of a run, in first-seen order. */
export class Failures {
  readonly #rows = new Map<string, Failure>();

  get size(): number {
    return this.#rows.size;
  }

  /** Counts one failure seen at the epoch second `at`. */
  record(method: string, name: string, exception: Error | string, at: number): void {
    const error = failureText(exception);
    const id = `${method}\n${name}\n${error}`;
    const row = this.#rows.get(id);
    if (row === undefined) {
      const key = failureKey(method, name, error);
      this.#rows.set(id, { key, method, name, error, occurrences: 1, firstSeen: at, lastSeen: at });
      return;
    }
    row.occurrences++;
    row.lastSeen = at;
  }

  list(): Failure[] {
    return [...this.#rows.values()];
  }

  clear(): void {
    this.#rows.clear();
  }
}

/**
 * The text a failure is grouped under: a string as it is, an error as `Name('message')`, the first memory address
 * in it masked. Source: Locust's StatsError.parse_error.
 */
export function failureText(exception: Error | string): string {
  const text = typeof exception === 'string' ? exception : reprOf(exception);
  const address = /object at (0x[^>]*)>/.exec(text)?.[1];
  return address === undefined ? text : text.replaceAll(address, '0x....');
}

/** Locust's grouping key, 64 hex digits. */
export function failureKey(method: string, name: string, text: string): string {
  return createHash('sha256')
    .update(`${method}.${name}.${pythonRepr(text)}`)
    .digest('hex');
}

/** How the console shows it: `GET /a: message`, a CatchResponseError without its wrapping. */
export function failureTitle(failure: Pick<Failure, 'method' | 'name' | 'error'>): string {
  const wrapped = /^CatchResponseError\((['"])([\s\S]*)\1\)$/.exec(failure.error)?.[2];
  const message = wrapped?.replace(/\\(['"\\])/g, '$1') ?? failure.error;
  return `${failure.method} ${failure.name}: ${message}`;
}

function reprOf(error: Error): string {
  if ('repr' in error && typeof error.repr === 'string') return error.repr;
  return `${error.name}(${pythonRepr(error.message)})`;
}
