/** A request that can be cancelled at any time, even while it waits for a connection. */
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { ForwardingHandler } from './forwarding-handler.js';

/** The base of timeouts and signals: they {@link end} a request, once. */
export class EndableHandler extends ForwardingHandler implements ResponseHandler {
  /** Set if it was cancelled before its connection was opened. */
  protected endedBy: Error | null = null;
  #abort: ((reason: Error) => void) | null = null;

  override get cancelledBy(): Error | null {
    return this.endedBy ?? super.cancelledBy;
  }

  /** Aborts the opening for a request that was cancelled while it waited: the next one takes its place. */
  override onOpening(opening: ConnectTimes): void {
    if (this.endedBy !== null) {
      opening.abort(this.endedBy);
      return;
    }
    this.#abort = (reason) => opening.abort(reason);
    super.onOpening(opening);
  }

  /** @throws the error of a request that was cancelled while it waited, so that it is not sent */
  override onConnect(abort: (reason: Error) => void): void {
    if (this.endedBy !== null) throw this.endedBy;
    this.#abort = abort;
    super.onConnect(abort);
  }

  override onError(error: Error): void {
    if (this.endedBy === null) super.onError(error);
    else this.slot?.release();
  }

  protected end(error: Error): void {
    if (this.#abort === null) this.#endUnsent(error);
    else this.#abort(error);
  }

  /** It has no connection yet and keeps its place in the queue; when it is dequeued, it is not sent. */
  #endUnsent(error: Error): void {
    this.endedBy = error;
    const { slot } = this;
    this.slot = null;
    this.inner.onError(error);
    this.slot = slot;
  }
}
