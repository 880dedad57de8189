/** When a transport resends a request that failed on a stale connection: an idle one that the server had closed. */
import { WireError } from './wire-error.js';

/** True for methods that may be sent twice (RFC 9110, 9.2.2). */
export function isIdempotent(method: string): boolean {
  return idempotentMethods.test(method);
}

const idempotentMethods = /^(GET|HEAD|OPTIONS|PUT|DELETE|TRACE)$/;

/** True if the server may have closed the connection before it received the request. */
export function isConnectionClosed(error: Error): boolean {
  if (error instanceof WireError) return error.kind === 'closed';
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** Tracks whether a server closes idle connections without notice. Times are in ticks of the caller. */
export class StaleTracker {
  readonly #memoryTicks: number;
  #expectedUntil = 0;
  #closesAtOnceUntil = 0;

  /** @param memoryTicks for how many ticks after a stale connection more are expected */
  constructor(memoryTicks: number) {
    this.#memoryTicks = memoryTicks;
  }

  /** A stale connection was found. @param closedAtOnce true if the server closed it right after a response */
  onStale(tick: number, closedAtOnce: boolean): void {
    this.#expectedUntil = tick + this.#memoryTicks;
    if (closedAtOnce) this.#closesAtOnceUntil = this.#expectedUntil;
  }

  /** A reused connection delivered a response: the server does not close every connection. */
  onReused(): void {
    this.#closesAtOnceUntil = 0;
  }

  /** True if more stale connections are expected. */
  isExpected(tick: number): boolean {
    return tick < this.#expectedUntil;
  }

  /** True if the server is expected to close each connection right after a response. */
  closesAtOnce(tick: number): boolean {
    return tick < this.#closesAtOnceUntil;
  }
}
