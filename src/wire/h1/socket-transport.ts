/** Sends requests over raw sockets: HTTP/1.1 only, as fast as Node allows. */

import type { ResponseHandler, Transport, TransportRequest } from '../transport.js';
import { OriginPool } from './origin-pool.js';
import type { SocketSettings } from './socket-settings.js';

/** The transport of FastHttpUser, and of an HttpUser without `static network` and `static http2`. */
export class SocketTransport implements Transport {
  readonly #settings: SocketSettings;
  readonly #onResend: () => void;
  #origin = '';
  #pool: OriginPool | null = null;
  #others: Map<string, OriginPool> | null = null;

  /** @param onResend called each time a request is sent again on a new connection */
  constructor(settings: SocketSettings, onResend: () => void = noop) {
    this.#settings = settings;
    this.#onResend = onResend;
  }

  get resumesViaScheduler(): boolean {
    return true;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    const pool = request.origin === this.#origin ? (this.#pool as OriginPool) : this.#poolOf(request.origin);
    pool.send(request, handler);
  }

  drop(reason: Error): void {
    this.#pool?.drop(reason);
    for (const pool of this.#others?.values() ?? []) pool.drop(reason);
  }

  #poolOf(name: string): OriginPool {
    const known = this.#others?.get(name);
    if (known !== undefined) return known;
    const pool = new OriginPool(this.#settings, this.#settings.origin(name), this.#onResend);
    if (this.#pool === null) {
      this.#origin = name;
      this.#pool = pool;
    } else {
      this.#others ??= new Map();
      this.#others.set(name, pool);
    }
    return pool;
  }
}

function noop(): void {}
