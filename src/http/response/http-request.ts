/** A request as it was sent, for whoever wants to know what a response answers. */

import { BodyStream } from '../../wire/body-stream.js';
import { toHeaders } from '../../wire/headers.js';
import type { TransportRequest } from '../../wire/transport.js';

/** What `response.request` is. */
export class HttpRequest {
  readonly #sent: TransportRequest;

  constructor(sent: TransportRequest) {
    this.#sent = sent;
  }

  get method(): string {
    return this.#sent.method;
  }

  get url(): string {
    return this.#sent.origin + this.#sent.path;
  }

  /** Those of the user and of the session, cookies included; the transport adds `host`, `connection` and the length. */
  get headers(): Headers {
    return toHeaders(this.#sent.headers.map((text) => Buffer.from(text, 'latin1')));
  }

  /** JSON and forms are the text that was sent; null for none, and for what was sent piece by piece. */
  get body(): string | Uint8Array | null {
    const { body } = this.#sent;
    return body instanceof BodyStream ? null : body;
  }
}
