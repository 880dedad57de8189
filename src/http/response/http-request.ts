/** `response.request`: the request as it was sent. */

import { BodyStream } from '../../wire/body-stream.js';
import { checkHeader } from '../../wire/head-rules.js';
import { toHeaders } from '../../wire/headers.js';
import type { TransportRequest } from '../../wire/transport.js';

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

  /**
   * With cookies and the session's headers; without `host`, `connection` and length, which the transport adds, and without
   * headers that cannot be sent: the request has failed by them.
   */
  get headers(): Headers {
    const { headers } = this.#sent;
    const sendable: Buffer[] = [];
    for (let i = 0; i < headers.length; i += 2) {
      const [name, value] = [headers[i] as string, headers[i + 1] as string];
      if (isSendable(name, value)) sendable.push(Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1'));
    }
    return toHeaders(sendable);
  }

  /** JSON and forms as the string that was sent; null for none, and for a streamed body. */
  get body(): string | Uint8Array | null {
    const { body } = this.#sent;
    return body instanceof BodyStream ? null : body;
  }
}

function isSendable(name: string, value: string): boolean {
  try {
    checkHeader(name, name.toLowerCase(), value);
    return true;
  } catch {
    return false;
  }
}
