/** Measures the phases of a request. */
import { now } from '../../util/loop/clock.js';
import { pollTime } from '../../util/loop/poll-time.js';
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { ForwardingHandler } from './forwarding-handler.js';

/** Consecutive phases in ms; null for those that did not happen. A reused connection has no dns, connect and tls. */
export interface Phases {
  /** Waiting for a free connection, until one is there or begins to be opened. */
  readonly queue: number;
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  /** From having a connection to the response headers. */
  readonly firstByte: number | null;
  /** From the headers to the last byte. */
  readonly body: number | null;
}

/** Records the times of one request. */
export class PhaseRecorder extends ForwardingHandler {
  readonly #startedAt: number;
  #opening: ConnectTimes | null = null;
  #sentAt: number | null = null;
  #headersAt: number | null = null;
  #finishedAt: number | null = null;

  /** @param startedAt {@link now} when this request started; each request of a redirect chain has its own */
  constructor(inner: ResponseHandler, startedAt: number) {
    super(inner);
    this.#startedAt = startedAt;
  }

  get phases(): Phases {
    const {
      startedAt,
      lookedUpAt = null,
      connectedAt = null,
      securedAt = null,
      lastStepAt,
    } = this.#opening ?? unopened;
    const openedAt = this.#opening === null ? this.#sentAt : lastStepAt;
    return {
      queue: between(this.#startedAt, startedAt ?? openedAt ?? this.#finishedAt) ?? 0,
      dns: between(startedAt, lookedUpAt),
      connect: between(lookedUpAt ?? startedAt, connectedAt),
      tls: between(connectedAt, securedAt),
      firstByte: between(openedAt, this.#headersAt),
      body: between(this.#headersAt, this.#finishedAt),
    };
  }

  override onOpening(opening: ConnectTimes): void {
    this.#opening = opening;
    super.onOpening(opening);
  }

  override onConnect(abort: (reason: Error) => void): void {
    this.#sentAt = now();
    super.onConnect(abort);
  }

  override onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    if (status >= 200) this.#headersAt = pollTime.timestamp();
    return super.onHeaders(status, headers, resume, statusText);
  }

  override onComplete(): void {
    this.#finishedAt = pollTime.timestamp();
    super.onComplete();
  }

  override onError(error: Error): void {
    this.#finishedAt = now();
    super.onError(error);
  }
}

const unopened = { startedAt: null, lookedUpAt: null, connectedAt: null, securedAt: null, lastStepAt: null };

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from;
}
