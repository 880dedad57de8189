/** Sends requests by undici: one keep-alive connection per user and origin, and more while requests overlap. */
import { BodyStream } from '../body-stream.js';
import { findLengthError } from '../head-rules.js';
import { hasHeader } from '../header-list.js';
import type { ResponseHandler, Transport, TransportRequest } from '../transport.js';
import { SlotPool } from './connection-slot.js';
import type { DispatchOptions, UndiciClients, UndiciSlot, UserOptions } from './undici-clients.js';

/** The transport of an HttpUser with `static network` or `static http2`. */
export class UndiciTransport implements Transport {
  readonly #clients: UndiciClients;
  readonly #options: UserOptions;
  readonly #onResend: () => void;
  #origin = '';
  #slot: UndiciSlot | null = null;
  #others: Map<string, UndiciSlot> | null = null;

  /** @param clients those of the user's class @param onResend called each time a request is sent again on a new connection */
  constructor(clients: UndiciClients, onResend: () => void = ignore) {
    this.#onResend = onResend;
    this.#clients = clients;
    this.#options = clients.nextOptions();
  }

  /** undici waits for one poll before it reuses an idle connection: another wait would cost a third of the throughput. */
  get resumesViaScheduler(): boolean {
    return false;
  }

  send(request: TransportRequest, handler: ResponseHandler): void {
    const error = findLengthError(request); // undici would drop the header of a request without a body
    const sameOrigin = request.origin === this.#origin && this.#slot !== null;
    const slot = sameOrigin ? (this.#slot as UndiciSlot) : this.#slotFor(request.origin);
    if (error !== null) handler.onError(error);
    else if (slot.isFree) slot.send(this.#prepare(request), handler);
    else this.#sendByPool(slot, request, handler);
  }

  drop(reason: Error): void {
    const slots = [this.#slot, ...(this.#others?.values() ?? [])];
    this.#slot = null;
    this.#others = null;
    for (const slot of slots) {
      slot?.pool?.destroy(reason);
      slot?.destroy(reason);
    }
  }

  #prepare(request: TransportRequest): DispatchOptions {
    const adapted = this.#clients.isUnchanged ? request : this.#clients.adapt(request);
    const whole = needsReset(request) ? withoutReset(adapted) : adapted;
    return (isSecure(request.origin) ? { ...whole, servername: anyServerName } : whole) as DispatchOptions;
  }

  #slotFor(origin: string): UndiciSlot {
    const existing = this.#others?.get(origin);
    if (existing !== undefined) return existing;
    const slot = this.#clients.open(origin, this.#options, true, this.#onResend);
    if (this.#slot === null) {
      this.#origin = origin;
      this.#slot = slot;
    } else {
      this.#others ??= new Map();
      this.#others.set(origin, slot);
    }
    return slot;
  }

  /** A separate method: a function with a closure allocates its context on each call. */
  #sendByPool(slot: UndiciSlot, request: TransportRequest, handler: ResponseHandler): void {
    const open = () => this.#clients.open(request.origin, this.#options, false, this.#onResend);
    const pool = slot.pool ?? new SlotPool(slot, this.#clients.maxConnections, open);
    pool.send(() => this.#prepare(request), handler);
  }
}

/**
 * Without it, undici takes the name of the server from the Host header, and opens a new connection where that differs from
 * the one before. It is the same for all requests, and no connection uses it: `createDial` knows the name.
 */
const anyServerName = 'host-of-the-url';

function isSecure(origin: string): boolean {
  return origin.startsWith('https:');
}

function needsReset({ method, body }: TransportRequest): boolean {
  return body === null ? method === 'HEAD' : body instanceof BodyStream || !keepAliveMethods.test(method);
}

/** Without `reset: false`, undici closes the connection after each HEAD, and after bodies of all methods but these. */
const keepAliveMethods = /^(POST|PUT|PATCH)$/;

function withoutReset(request: TransportRequest) {
  const { body, headers } = request;
  if (!(body instanceof BodyStream)) return { ...request, reset: false };
  const length = body.lengthBytes;
  const sized = length === null || hasHeader(headers, 'content-length') ? headers : withLength(headers, length);
  return { ...request, headers: sized, body: body.open(), reset: false };
}

function withLength(headers: readonly string[], lengthBytes: number): string[] {
  return [...headers, 'content-length', String(lengthBytes)];
}

function ignore(): void {}
