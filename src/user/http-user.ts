/** A user with an HTTP client of its own: cookies and a kept-alive connection, as a browser tab has. */
import type { Transport } from '../http/transport.js';
import { UndiciTransport } from '../http/undici-transport.js';
import { HttpBase, openTransport } from './http-base.js';

/** The base of users that speak HTTP. Locust's HttpUser. */
export class HttpUser extends HttpBase {
  static override abstract = true;

  override [openTransport](): Transport {
    return new UndiciTransport();
  }
}
