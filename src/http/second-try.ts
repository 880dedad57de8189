/** Sends a request of HTTP/2 again that its server has turned away unread. */
import type { RawHeaders } from './headers.js';
import { Relay } from './relay.js';
import type { ResponseHandler } from './transport.js';

/** How often a request is turned away before that is its error. */
const limit = 10;

/** Stands before a handler; `send` sends the request, to whichever connection takes requests now. */
export class SecondTry extends Relay {
  readonly #send: (handler: ResponseHandler) => void;
  #tries = 1;
  #isAnswered = false;

  constructor(inner: ResponseHandler, send: (handler: ResponseHandler) => void) {
    super(inner);
    this.#send = send;
  }

  override onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    this.#isAnswered = true;
    return super.onHeaders(status, headers, resume, statusText);
  }

  override onError(error: Error): void {
    if (this.#isAnswered || this.#tries++ >= limit || !isTurnedAway(error)) super.onError(error);
    else this.#send(this);
  }
}

/** What RFC 9113 (8.7) calls safe to send again, whatever the method: it has not been looked at. */
function isTurnedAway(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return error.message.includes('NGHTTP2_REFUSED_STREAM') || code === 'ERR_HTTP2_GOAWAY_SESSION';
}
