/** The error of a failed request, with its text in reports. */
import type { PrintedError } from '../../stats/failures.js';
import type { FailureKind } from '../../stats/outcomes.js';
import { pythonRepr } from '../../util/text/format.js';

/** `repr` is the text in reports, `cause` the original error. */
export class RequestError extends Error implements PrintedError {
  // A field of its own: where Error.prototype is frozen, an assignment would throw.
  override readonly name: string;
  readonly repr: string;
  /** How a request without a response has failed; null where neither time nor connection is the cause. */
  failureKind: FailureKind | null = null;

  constructor(name: string, message: string, repr = `${name}(${pythonRepr(message)})`, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.repr = repr;
  }
}
