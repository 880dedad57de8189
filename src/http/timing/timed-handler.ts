/** Cancels a request that exceeds one of its timeouts. */
import { now } from '../../util/loop/clock.js';
import { type Deadline, Deadlines } from '../../util/loop/deadlines.js';
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { timeoutError } from '../errors/timeout-error.js';
import { EndableHandler } from './endable-handler.js';
import type { Limits } from './timeout.js';

/** Wraps the handler of one request. */
export class TimedHandler extends EndableHandler implements Deadline {
  deadline = Number.POSITIVE_INFINITY;
  deadlineIndex = -1;
  readonly #limits: Limits;
  readonly #origin: string;
  readonly #totalDeadline: number;
  /** The current wait, if it has its own timeout. */
  #wait: 'connect' | 'headers' | 'body' | null = null;
  #sending: Sending | null = null;

  /** @param startedAt {@link now} at the start of the redirect chain */
  constructor(inner: ResponseHandler, limits: Limits, origin: string, startedAt: number) {
    super(inner);
    this.#limits = limits;
    this.#origin = origin;
    this.#totalDeadline = startedAt + limits.total;
    this.#await(null);
  }

  override onOpening(opening: ConnectTimes): void {
    if (this.endedBy === null) this.#await('connect');
    super.onOpening(opening);
  }

  /** @throws the error of a request that was cancelled while it waited, so that it is not sent */
  override onConnect(abort: (reason: Error) => void): void {
    if (this.endedBy === null) this.#await(null);
    super.onConnect(abort);
  }

  /** A server that stops reading has the time that it has for a response. */
  override onSending(sentBytes: () => number): void {
    this.#sending = { sentBytes, lastBytes: sentBytes() };
    if (this.#wait !== 'body') this.#await('headers');
    super.onSending(sentBytes);
  }

  /** The wait for a response starts, unless it has begun already. */
  override onRequestSent(): void {
    this.#sending = null;
    if (this.#wait !== 'body') this.#await('headers');
    super.onRequestSent();
  }

  override onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    this.#await(status < 200 ? 'headers' : 'body');
    const onResume = () => {
      this.#await('body');
      resume();
    };
    return this.#checkPause(super.onHeaders(status, headers, onResume, statusText));
  }

  override onData(chunk: Buffer): boolean {
    this.#await('body');
    return this.#checkPause(super.onData(chunk));
  }

  override onComplete(): void {
    deadlines.remove(this);
    super.onComplete();
  }

  override onError(error: Error): void {
    deadlines.remove(this);
    super.onError(error);
  }

  onDeadline(): void {
    const kind = this.#wait === null || now() >= this.#totalDeadline ? 'total' : this.#wait;
    if (kind === 'headers' && this.#hasSentMore()) this.#await(kind);
    else this.end(timeoutError(kind, this.#limits[kind], this.#origin));
  }

  #hasSentMore(): boolean {
    if (this.#sending === null) return false;
    const { sentBytes, lastBytes } = this.#sending;
    this.#sending.lastBytes = sentBytes();
    return this.#sending.lastBytes > lastBytes;
  }

  #await(wait: 'connect' | 'headers' | 'body' | null): void {
    this.#wait = wait;
    const limit = wait === null ? Number.POSITIVE_INFINITY : this.#limits[wait];
    const deadline =
      limit === Number.POSITIVE_INFINITY ? this.#totalDeadline : Math.min(now() + limit, this.#totalDeadline);
    if (deadline !== Number.POSITIVE_INFINITY) deadlines.set(this, deadline);
    else deadlines.remove(this);
  }

  /** While the reader is slower than the server, no timeout runs. */
  #checkPause(isReading: boolean): boolean {
    if (!isReading) this.#await(null);
    return isReading;
  }
}

/** A long body that is being sent. */
interface Sending {
  readonly sentBytes: () => number;
  /** At the start of the current wait. */
  lastBytes: number;
}

const deadlines = new Deadlines();
