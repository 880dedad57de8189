/** Ends a request as soon as its caller gives it up, whatever it waits for. */

import { RequestError } from '../errors/request-error.js';
import type { ResponseHandler } from '../transport.js';
import type { Opening } from './opening.js';
import { Relay } from './relay.js';

/** Watches over one request on the wire, until its signal is aborted. */
export class AbortableHandler extends Relay {
  readonly #signal: AbortSignal;
  #abort: ((reason: Error) => void) | null = null;
  /** Set when it ended before the transport had anything to say of it. */
  #endedBy: Error | null = null;

  constructor(inner: ResponseHandler, signal: AbortSignal) {
    super(inner);
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort);
  }

  override onOpening(opening: Opening): void {
    if (this.#endedBy !== null) return;
    this.#abort = (reason) => opening.abort(reason);
    super.onOpening(opening);
  }

  /** @throws the error of a request that was given up before its turn: it is not to be sent */
  override onConnect(abort: (reason: Error) => void): void {
    if (this.#signal.aborted) throw this.#endedBy ?? abortError(this.#signal);
    this.#abort = abort;
    super.onConnect(abort);
  }

  override onComplete(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    super.onComplete();
  }

  override onError(error: Error): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (this.#endedBy === null) super.onError(error);
    else this.carrier?.over();
  }

  readonly #onAbort = () => {
    const error = abortError(this.#signal);
    if (this.#abort === null) this.#endUnsent(error);
    else this.#abort(error);
  };

  /** It has no connection yet, and keeps its place in the queue; when its turn comes, it is not sent. */
  #endUnsent(error: Error): void {
    this.#endedBy = error;
    const { carrier } = this;
    this.carrier = null;
    this.inner.onError(error);
    this.carrier = carrier;
  }
}

/** Called as the reason is: `AbortError('This operation was aborted')`, or a TimeoutError by `AbortSignal.timeout()`. */
function abortError({ reason }: AbortSignal): RequestError {
  if (reason instanceof Error) return new RequestError(reason.name, reason.message, undefined, reason);
  return new RequestError('AbortError', String(reason), undefined, reason);
}
