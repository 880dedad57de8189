/** Ends a request that takes too long, whatever it waits for. */
import { now } from '../../util/loop/clock.js';
import { type Deadline, Deadlines } from '../../util/loop/deadlines.js';
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { ResponseHandler } from '../../wire/transport.js';
import { timeoutError } from '../errors/timeout-error.js';
import { EndableHandler } from './endable-handler.js';
import type { Limits } from './timeout.js';

/** Watches over one request on the wire. */
export class TimedHandler extends EndableHandler implements Deadline {
  deadline = Number.POSITIVE_INFINITY;
  deadlineIndex = -1;
  readonly #limits: Limits;
  readonly #origin: string;
  readonly #end: number;
  /** What is waited for, if that has a limit of its own. */
  #wait: 'connect' | 'headers' | 'body' | null = null;

  /** @param startedAt {@link now} when the whole began, redirects included */
  constructor(inner: ResponseHandler, limits: Limits, origin: string, startedAt: number) {
    super(inner);
    this.#limits = limits;
    this.#origin = origin;
    this.#end = startedAt + limits.total;
    this.#await(null);
  }

  override onOpening(opening: ConnectTimes): void {
    if (this.endedBy === null) this.#await('connect');
    super.onOpening(opening);
  }

  /** @throws the error of a request that has ended while it waited for its connection: it is not to be sent */
  override onConnect(abort: (reason: Error) => void): void {
    if (this.endedBy === null) this.#await(null);
    super.onConnect(abort);
  }

  /** Now the wait for an answer begins, if none has come. */
  override onRequestSent(): void {
    if (this.#wait !== 'body') this.#await('headers');
    super.onRequestSent();
  }

  override onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    this.#await(status < 200 ? 'headers' : 'body');
    const goOn = () => {
      this.#await('body');
      resume();
    };
    return this.#paused(super.onHeaders(status, headers, goOn, statusText));
  }

  override onData(chunk: Buffer): boolean {
    this.#await('body');
    return this.#paused(super.onData(chunk));
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
    const kind = this.#wait === null || now() >= this.#end ? 'total' : this.#wait;
    this.end(timeoutError(kind, this.#limits[kind], this.#origin));
  }

  #await(wait: 'connect' | 'headers' | 'body' | null): void {
    this.#wait = wait;
    const limit = wait === null ? Number.POSITIVE_INFINITY : this.#limits[wait];
    const deadline = limit === Number.POSITIVE_INFINITY ? this.#end : Math.min(now() + limit, this.#end);
    if (deadline !== Number.POSITIVE_INFINITY) deadlines.set(this, deadline);
    else deadlines.remove(this);
  }

  /** A reader that is slower than the server is not the server's fault. */
  #paused(goesOn: boolean): boolean {
    if (!goesOn) this.#await(null);
    return goesOn;
  }
}

const deadlines = new Deadlines();
