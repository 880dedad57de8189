/** Cancels a request when its signal is aborted, in every phase of the request. */
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { RequestError } from '../errors/request-error.js';
import { EndableHandler } from './endable-handler.js';

/** Wraps the handler of one request. */
export class AbortableHandler extends EndableHandler {
  readonly #signal: AbortSignal;

  constructor(inner: ResponseHandler, signal: AbortSignal) {
    super(inner);
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort);
  }

  /** Another connection may be opened for a request that was aborted during the first attempt. */
  override onOpening(opening: ConnectTimes): void {
    if (this.#signal.aborted) opening.abort(this.endedBy ?? abortError(this.#signal));
    else super.onOpening(opening);
  }

  /** @throws the error of a request that was cancelled while it waited, so that it is not sent */
  override onConnect(abort: (reason: Error) => void): void {
    if (this.#signal.aborted) throw this.endedBy ?? abortError(this.#signal);
    super.onConnect(abort);
  }

  override onComplete(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    super.onComplete();
  }

  override onError(error: Error): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    super.onError(error);
  }

  readonly #onAbort = () => {
    this.end(abortError(this.#signal));
  };
}

/** Named as the reason: `AbortError('This operation was aborted')`, or TimeoutError for `AbortSignal.timeout()`. */
export function abortError({ reason }: AbortSignal): RequestError {
  if (!(reason instanceof Error)) return new RequestError('AbortError', String(reason), undefined, reason);
  const error = new RequestError(reason.name, reason.message, undefined, reason);
  if (reason.name === 'TimeoutError') error.failureKind = 'timeout';
  return error;
}
