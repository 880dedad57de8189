/** A request that may be ended from outside at any moment, also before a transport has anything to say of it. */

import type { ConnectTimes } from '../../wire/connect-times.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { Relay } from './relay.js';

/** What limits and signals have in common: they {@link end} a request, once. */
export class EndableHandler extends Relay implements ResponseHandler {
  /** Set when it ended before the transport had anything to say of it. */
  protected endedBy: Error | null = null;
  #abort: ((reason: Error) => void) | null = null;

  override onOpening(opening: ConnectTimes): void {
    if (this.endedBy !== null) return;
    this.#abort = (reason) => opening.abort(reason);
    super.onOpening(opening);
  }

  /** @throws the error of a request that has ended while it waited for its connection: it is not to be sent */
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

  /** It has no connection yet, and keeps its place in the queue; when its turn comes, it is not sent. */
  #endUnsent(error: Error): void {
    this.endedBy = error;
    const { slot } = this;
    this.slot = null;
    this.inner.onError(error);
    this.slot = slot;
  }
}
