/** Sends one user's requests, one exchange each, with the user's cookies and connections. */

import type { RequestsInFlight } from '../../stats/requests-in-flight.js';
import { callAfterPoll, sleep } from '../../util/loop/clock.js';
import { scheduler } from '../../util/loop/scheduler.js';
import { TimeSlice } from '../../util/loop/time-slice.js';
import { BodyStream } from '../../wire/body-stream.js';
import { hasHeader } from '../../wire/header-list.js';
import { headerValues } from '../../wire/headers.js';
import type { ResponseHandler, Transport, TransportRequest } from '../../wire/transport.js';
import { Cookies } from '../cookies/cookies.js';
import type { OutgoingRequest } from '../request/outgoing-request.js';

import { releaseUnsent } from '../request/unsent.js';
import { Exchange, type ExchangeListener } from '../response/exchange.js';
import { StreamExchange } from '../response/stream-exchange.js';
import { abortError } from '../timing/abortable-handler.js';
import { type ReceiveOptions, wrapHandler } from '../timing/receive-options.js';
import { runUntracked, tracking } from '../tracking/tracking.js';
import type { OpenResponses } from './open-responses.js';
import { SessionLifetime } from './session-lifetime.js';

/** What the fast path and the slow path share. */
export class Sender {
  readonly cookies: Cookies;
  readonly responses: OpenResponses;
  /** The time slice of this user; null where users resume at once. */
  readonly slice: TimeSlice | null;
  readonly #transport: Transport;
  readonly #inFlight: RequestsInFlight;
  #lifetime = new SessionLifetime();

  /**
   * @param home the origin of the user's host
   * @param responses make responses of exchanges, and report them
   * @param inFlight counts requests without a response, and those that {@link cancel} drops
   */
  constructor(transport: Transport, home: string, responses: OpenResponses, inFlight: RequestsInFlight) {
    this.cookies = new Cookies(home);
    this.slice = transport.resumesViaScheduler ? new TimeSlice() : null;
    this.responses = responses;
    this.#transport = transport;
    this.#inFlight = inFlight;
  }

  /** The period to which requests that start now belong. */
  get lifetime(): SessionLifetime {
    return this.#lifetime;
  }

  /** Sends one request; `listener` gets its exchange and calls {@link finish} with it. */
  start(outgoing: OutgoingRequest, startedAt: number, listener: ExchangeListener): void {
    const { receiveOptions } = outgoing;
    const cookie = this.cookies.header(outgoing.origin, outgoing.path);
    const request = cookie === '' ? outgoing : withCookie(outgoing, cookie);
    this.#lifetime.unansweredCount++;
    this.#inFlight.start();
    const { maxBodyBytes, maxStreamBytes } = receiveOptions;
    const exchange =
      maxStreamBytes === null
        ? new Exchange(request, maxBodyBytes, listener)
        : new StreamExchange(request, maxBodyBytes, startedAt, listener);
    if (receiveOptions.isWatched) this.#transmitWatched(exchange, receiveOptions, startedAt);
    else this.#transmit(request, exchange);
  }

  /** Releases the request's body and stores the response's cookies. @throws the reason, if `lifetime` has ended */
  finish(exchange: Exchange, { url, body }: OutgoingRequest, lifetime: SessionLifetime): void {
    if (body instanceof BodyStream) releaseAfter(exchange, body);
    lifetime.unansweredCount--;
    if (lifetime.endReason !== null) throw lifetime.endReason;
    this.#inFlight.end();
    const setCookies = headerValues(exchange.rawHeaders, 'set-cookie');
    if (setCookies.length > 0) this.cookies.store(setCookies, url);
  }

  /** {@link start} and {@link finish} as a promise, for the slow path. @throws the reason, if `lifetime` has ended */
  async exchange(request: OutgoingRequest, startedAt: number, lifetime: SessionLifetime): Promise<Exchange> {
    lifetime.throwIfEnded();
    const exchange = await new Promise<Exchange>((onSettled) => this.start(request, startedAt, { onSettled }));
    this.finish(exchange, request, lifetime);
    return exchange;
  }

  /** Resolves when the scheduler resumes this user; null where users resume at once. */
  waitForScheduler(): Promise<void> | null {
    const { slice } = this;
    return slice === null ? null : new Promise((resolve) => scheduler.schedule(resolve, undefined, slice));
  }

  /** Drops every request in flight; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    const lifetime = this.#lifetime;
    // Counted now: a transport may report what it drops only after the run has ended.
    if (lifetime.endReason === null) this.#inFlight.drop(lifetime.unansweredCount);
    lifetime.end(reason);
    this.#transport.drop(reason);
  }

  /** Accepts requests again after {@link cancel}. */
  reopen(): void {
    if (this.#lifetime.endReason !== null) this.#lifetime = new SessionLifetime();
  }

  #transmitWatched(exchange: Exchange, options: ReceiveOptions, startedAt: number): void {
    const handler = wrapHandler(exchange, options, startedAt);
    const { signal } = options;
    // Not sent, and not at once: a task that retries in a loop must not block the event loop.
    if (signal?.aborted) callAfterPoll(() => handler.onError(abortError(signal)));
    else this.#transmit(exchange.request, handler);
  }

  #transmit(request: TransportRequest, handler: ResponseHandler): void {
    if (tracking.isOn) this.#transmitUntracked(request, handler);
    else this.#transport.send(request, handler);
  }

  /** A separate method, so that only runs with tracking allocate the closure. */
  #transmitUntracked(request: TransportRequest, handler: ResponseHandler): void {
    runUntracked(() => this.#transport.send(request, handler));
  }
}

/** Rejects with `reason` after one event-loop tick: a task that retries in a loop must not block the event loop. */
export async function refuse({ body }: OutgoingRequest, reason: Error): Promise<never> {
  releaseUnsent(body);
  await sleep(0);
  throw reason;
}

/** When the headers of a stream have arrived, the request's body may still be in flight. */
function releaseAfter(exchange: Exchange, body: BodyStream): void {
  if (exchange instanceof StreamExchange) exchange.onOver(() => body.release());
  else body.release();
}

function withCookie(outgoing: OutgoingRequest, cookie: string): OutgoingRequest {
  const { headers } = outgoing;
  return hasHeader(headers, 'cookie') ? outgoing : { ...outgoing, headers: [...headers, 'cookie', cookie] };
}
