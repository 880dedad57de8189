/** The error of a failed request: how reports print it, and what it was before. */
import type { PrintedError } from '../../stats/failures.js';
import { pythonRepr } from '../../util/format.js';

/** A request that did not succeed; `repr` is its text in reports, `cause` the original error. */
export class RequestError extends Error implements PrintedError {
  readonly repr: string;

  constructor(name: string, message: string, repr = `${name}(${pythonRepr(message)})`, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.repr = repr;
  }
}
