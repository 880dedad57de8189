/** Sends a request through all its redirects, with one user's cookies and connections. */
import { now, sleep } from '../../util/loop/clock.js';
import { scheduler } from '../../util/loop/scheduler.js';
import { TimeSlice } from '../../util/loop/time-slice.js';
import { BodyStream } from '../../wire/body-stream.js';
import { hasHeader } from '../../wire/header-list.js';
import { headerValue, headerValues } from '../../wire/headers.js';
import type { RequestBody, ResponseHandler, Transport, TransportRequest } from '../../wire/transport.js';
import { Cookies } from '../cookies/cookies.js';
import {
  bodyTooLarge,
  connectionError,
  decodingError,
  tooManyRedirects,
  unrewindableBody,
} from '../errors/failures.js';
import { refusalOf } from '../errors/unsendable.js';
import type { Outgoing } from '../request/outgoing.js';
import type { SentRequest } from '../request/prepare.js';
import { releaseUnsent } from '../request/unsent.js';
import type { CatchBlock } from '../response/catch-block.js';
import { decompress } from '../response/decompress.js';
import { Exchange, type Settler } from '../response/exchange.js';
import { HttpResponse, type ResponseParts } from '../response/response.js';
import { StreamExchange } from '../response/stream-exchange.js';
import { watched } from '../timing/receive-options.js';
import { tracking, untracked } from '../tracking/tracking.js';
import type { OpenResponses } from './open-responses.js';
import { ignoreRejection, PendingRequest, type RequestSender } from './pending-request.js';
import { nextRequest, redirectTarget } from './redirect.js';
import { SessionLifetime } from './session-lifetime.js';

/** One user's way out. */
export class Sender implements RequestSender {
  readonly cookies: Cookies;
  readonly slice: TimeSlice | null;
  readonly #transport: Transport;
  readonly #responses: OpenResponses;
  readonly #cut: () => void;
  #life = new SessionLifetime();

  /**
   * @param home the origin of the user's host
   * @param responses make something of what came back
   * @param cut is told of each request that {@link cancel} dropped before its answer came
   */
  constructor(transport: Transport, home: string, responses: OpenResponses, cut: () => void) {
    this.cookies = new Cookies(home);
    this.slice = transport.resumesInTurn ? new TimeSlice() : null;
    this.#transport = transport;
    this.#responses = responses;
    this.#cut = cut;
  }

  /**
   * The response at the end of the chain, decided as `catchResponse` says; an error of the connection is part of it.
   * @param maxRedirects redirects to follow before giving up; null to follow none and take them as they are
   * @throws the reason of {@link cancel}, and what a listener or a block throws
   */
  send(
    request: SentRequest,
    maxRedirects: number | null,
    catchResponse: boolean | CatchBlock | undefined,
  ): Promise<HttpResponse> {
    const life = this.#life;
    if (life.endedBy !== null) return ignoreRejection(refuse(request.outgoing, life.endedBy));
    const flight = new PendingRequest(this, request, maxRedirects, catchResponse, life);
    this.#start(request.outgoing, request.startedAt, flight);
    return flight.response;
  }

  receive(exchange: Exchange, flight: PendingRequest): HttpResponse | Promise<HttpResponse> {
    const { request, maxRedirects, catchResponse, life } = flight;
    const { outgoing, startedAt } = request;
    this.#takeIn(exchange, outgoing, life);
    const next = maxRedirects === null ? null : redirectTarget(exchange.status, exchange.rawHeaders, outgoing.url);
    if (next === null) return this.#responses.respond(request, partsOf(exchange, outgoing, startedAt), catchResponse);
    const last = this.#follow(outgoing, exchange, maxRedirects ?? 0, startedAt, life);
    return last.then((parts) => this.#responses.respond(request, parts, catchResponse));
  }

  /** What the response at the end of the chain is made of, before anything is decided and reported. */
  async parts({ outgoing, startedAt }: SentRequest, maxRedirects: number | null): Promise<ResponseParts> {
    const life = this.#life;
    if (life.endedBy !== null) return refuse(outgoing, life.endedBy);
    const exchange = await this.#exchange(outgoing, life, startedAt);
    if (maxRedirects === null) return partsOf(exchange, outgoing, startedAt);
    return this.#follow(outgoing, exchange, maxRedirects, startedAt, life);
  }

  /** The turn of whoever goes on without a flight; null for those who go on at once. */
  turn(): Promise<void> | null {
    const { slice } = this;
    return slice === null ? null : new Promise((resolve) => scheduler.schedule(resolve, undefined, slice));
  }

  /** The time that requests of now belong to. */
  get life(): SessionLifetime {
    return this.#life;
  }

  /** Drops every request under way; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    const life = this.#life;
    // Now, since a transport may tell of what it drops only when the run is over.
    if (life.endedBy === null) for (let left = life.unanswered; left > 0; left--) this.#cut();
    life.end(reason);
    this.#transport.drop(reason);
  }

  /** Accepts requests again after {@link cancel}. */
  reopen(): void {
    if (this.#life.endedBy !== null) this.#life = new SessionLifetime();
  }

  #start(outgoing: Outgoing, startedAt: number, settler: Settler): void {
    const { reception } = outgoing;
    const cookie = this.cookies.header(outgoing.origin, outgoing.path);
    const request = cookie === '' ? outgoing : withCookie(outgoing, cookie);
    this.#life.unanswered++;
    const { maxBodyBytes, maxStreamBytes } = reception;
    const exchange =
      maxStreamBytes === null
        ? new Exchange(request, maxBodyBytes, settler)
        : new StreamExchange(request, maxBodyBytes, startedAt, settler);
    this.#transmit(request, reception.isWatched ? watched(exchange, reception, startedAt) : exchange);
  }

  #transmit(request: TransportRequest, handler: ResponseHandler): void {
    if (tracking.isOn) this.#transmitUntracked(request, handler);
    else this.#transport.send(request, handler);
  }

  /** Apart, so that nobody else pays for its closure. */
  #transmitUntracked(request: TransportRequest, handler: ResponseHandler): void {
    untracked(() => this.#transport.send(request, handler));
  }

  #takeIn(exchange: Exchange, { url, body }: Outgoing, life: SessionLifetime): void {
    if (body instanceof BodyStream) releaseAfter(exchange, body);
    life.unanswered--;
    if (life.endedBy !== null) throw life.endedBy;
    const setCookies = headerValues(exchange.rawHeaders, 'set-cookie');
    if (setCookies.length > 0) this.cookies.store(setCookies, url);
  }

  async #exchange(request: Outgoing, life: SessionLifetime, startedAt: number): Promise<Exchange> {
    life.check();
    const exchange = await new Promise<Exchange>((settle) => this.#start(request, startedAt, { settle }));
    this.#takeIn(exchange, request, life);
    return exchange;
  }

  async #follow(
    first: Outgoing,
    redirected: Exchange,
    maxRedirects: number,
    startedAt: number,
    life: SessionLifetime,
  ): Promise<ResponseParts> {
    const history: HttpResponse[] = [];
    let request = first;
    let exchange = redirected;
    for (;;) {
      const next = redirectTarget(exchange.status, exchange.rawHeaders, request.url);
      if (next !== null && exchange instanceof StreamExchange) await exchange.collect();
      const parts = partsOf(exchange, request, startedAt);
      if (next === null) return { ...parts, history };
      if (next instanceof Error) return { ...failed(parts, next), history: [...history, new HttpResponse(parts)] };
      if (!(history.length < maxRedirects)) return { ...failed(parts, tooManyRedirects(maxRedirects)), history };
      history.push(new HttpResponse(parts));
      request = nextRequest(request, exchange.status, next);
      if (isUsedUp(request.body)) return { ...failed(parts, unrewindableBody()), history };
      exchange = await this.#exchange(request, life, startedAt);
    }
  }
}

/** After a turn of the event loop: a task that ignores the reason must not block everyone else. */
async function refuse({ body }: Outgoing, reason: Error): Promise<never> {
  releaseUnsent(body);
  await sleep(0);
  throw reason;
}

/** A body may still be on its way when the headers of a stream are there. */
function releaseAfter(exchange: Exchange, body: BodyStream): void {
  if (exchange instanceof StreamExchange) exchange.onOver(() => body.release());
  else body.release();
}

function withCookie(outgoing: Outgoing, cookie: string): Outgoing {
  const { headers } = outgoing;
  return hasHeader(headers, 'cookie') ? outgoing : { ...outgoing, headers: [...headers, 'cookie', cookie] };
}

function isUsedUp(body: RequestBody): boolean {
  return body instanceof BodyStream && !body.isRewindable;
}

function partsOf(exchange: Exchange, { url, reception }: Outgoing, startedAt: number): ResponseParts {
  const { request, status, statusText, rawHeaders } = exchange;
  const parts: ResponseParts = {
    request,
    status,
    statusText,
    url,
    elapsed: exchange.finishedAt - startedAt,
    rawHeaders,
    length: exchange.receivedBytes,
    content: exchange,
    recorder: exchange.recorder,
    error: null,
    history: none,
  };
  if (exchange.error !== null) return failed(parts, errorOf(exchange, exchange.error));
  const encoding = exchange.receivedBytes === 0 ? null : headerValue(rawHeaders, 'content-encoding');
  return encoding === null ? parts : decoded(parts, encoding, reception.maxBodyBytes);
}

/** The clock runs on while a body is decoded, as it does in Locust. */
function decoded(parts: ResponseParts, encoding: string, maxBytes: number): ResponseParts {
  const startedAt = now();
  const elapsed = () => parts.elapsed + now() - startedAt;
  try {
    const bytes = decompress(parts.content.body(), encoding, maxBytes);
    return { ...parts, elapsed: elapsed(), length: bytes.length, content: { body: () => bytes } };
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    const isTooLarge = error.code === 'ERR_BUFFER_TOO_LARGE';
    const failure = isTooLarge ? bodyTooLarge(maxBytes) : decodingError(encoding, error);
    return failed({ ...parts, elapsed: elapsed() }, failure);
  }
}

/** The error takes the place of the response. */
function failed(parts: ResponseParts, error: Error): ResponseParts {
  return { ...parts, status: 0, statusText: '', length: 0, content: nothing, error };
}

function errorOf(exchange: Exchange, error: Error): Error {
  return connectionError(exchange.status > 0 ? error : refusalOf(error, exchange.request), progressOf(exchange));
}

function progressOf(exchange: Exchange) {
  const length = headerValue(exchange.rawHeaders, 'content-length');
  const bytesExpected = length === null ? null : Number(length);
  return { headersSeen: exchange.status > 0, bytesRead: exchange.receivedBytes, bytesExpected };
}

const noBytes = Buffer.alloc(0);
const nothing = { body: () => noBytes };
const none: readonly HttpResponse[] = Object.freeze([]);
