/** Where the time of a request went. */

import { now } from '../../util/loop/clock.js';
import { pollTime } from '../../util/loop/poll-time.js';
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { Relay } from './relay.js';

/** Milliseconds, one after the other; null for what did not happen: all of the first three on a connection in use. */
export interface Phases {
  /** Until there was a connection for it, or one began to be opened: above all, other requests of this user. */
  readonly queue: number;
  readonly dns: number | null;
  readonly connect: number | null;
  readonly tls: number | null;
  /** From having a connection to the headers of the answer. */
  readonly firstByte: number | null;
  /** From there to the last byte. */
  readonly body: number | null;
}

/** Notes the moments of one request on the wire. */
export class PhaseRecorder extends Relay {
  readonly #startedAt: number;
  #opening: ConnectTimes | null = null;
  #sentAt: number | null = null;
  #headersAt: number | null = null;
  #finishedAt: number | null = null;

  /** @param startedAt {@link now} when this request began: of a chain of redirects, each has its own */
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
