/** The fast path: a request that one exchange answers costs one object and one promise. Redirects join the slow path. */
import { scheduler } from '../../util/loop/scheduler.js';
import type { PreparedRequest } from '../request/prepare.js';
import type { CatchBlock } from '../response/catch-block.js';
import type { Exchange, ExchangeListener } from '../response/exchange.js';
import { handOver } from '../response/hold.js';
import type { HttpResponse } from '../response/response.js';
import { partsOf } from '../response/response-parts.js';
import { followRedirects, targetOf } from './redirect.js';
import { refuse, type Sender } from './sender.js';
import type { SessionLifetime } from './session-lifetime.js';

/**
 * Sends a request that is ready and is not retried. A connection error is part of the response. Nothing needs to await
 * the promise: its rejection ends no process.
 * @param maxRedirects redirects to follow before the request fails; null follows none and resolves with the redirect
 * @throws the reason of a cancellation, and what a listener or a `catchResponse` function throws
 */
export function sendFast(
  sender: Sender,
  request: PreparedRequest,
  maxRedirects: number | null,
  catchResponse: boolean | CatchBlock | undefined,
): Promise<HttpResponse> {
  const { lifetime } = sender;
  if (lifetime.endReason !== null) return ignoreRejection(refuse(request.outgoing, lifetime.endReason));
  const pending = new PendingRequest(sender, request, maxRedirects, catchResponse, lifetime);
  sender.start(request.outgoing, request.startedAt, pending);
  return pending.response;
}

/** A request in flight. */
class PendingRequest implements ExchangeListener {
  readonly response: Promise<HttpResponse>;
  readonly #sender: Sender;
  readonly #request: PreparedRequest;
  readonly #maxRedirects: number | null;
  readonly #catchResponse: boolean | CatchBlock | undefined;
  readonly #lifetime: SessionLifetime;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (reason: unknown) => void;

  constructor(
    sender: Sender,
    request: PreparedRequest,
    maxRedirects: number | null,
    catchResponse: boolean | CatchBlock | undefined,
    lifetime: SessionLifetime,
  ) {
    this.#sender = sender;
    this.#request = request;
    this.#maxRedirects = maxRedirects;
    this.#catchResponse = catchResponse;
    this.#lifetime = lifetime;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  onSettled(exchange: Exchange): void {
    try {
      const response = this.#receive(exchange);
      if (response instanceof Promise) this.#awaitResponse(response);
      else this.#resume(response);
    } catch (thrown) {
      ignoreRejection(this.response);
      this.#reject(thrown);
    }
  }

  #receive(exchange: Exchange): HttpResponse | Promise<HttpResponse> {
    const request = this.#request;
    const { outgoing, startedAt } = request;
    const { responses } = this.#sender;
    const maxRedirects = this.#maxRedirects;
    this.#sender.finish(exchange, outgoing, this.#lifetime);
    if (maxRedirects === null || targetOf(exchange, outgoing.url) === null)
      return responses.respond(request, partsOf(exchange, outgoing, startedAt), this.#catchResponse);
    return followRedirects(this.#sender, request, exchange, maxRedirects, this.#lifetime).then((parts) =>
      responses.respond(request, parts, this.#catchResponse),
    );
  }

  #resume(response: HttpResponse): void {
    const { slice } = this.#sender;
    const isOpen = this.#catchResponse || this.#request.outgoing.receiveOptions.maxStreamBytes !== null;
    const resolve = isOpen ? this.#resolveOpen : this.#resolve;
    if (slice === null) resolve(response);
    else scheduler.schedule(resolve, response, slice);
  }

  /** A closure only for undecided and streamed responses. */
  get #resolveOpen(): (response: HttpResponse) => void {
    return (response) => {
      handOver(response);
      this.#resolve(response);
    };
  }

  /** The promise may settle inside a socket's callback; a user that resumed there would block the event loop. */
  #awaitResponse(response: Promise<HttpResponse>): void {
    ignoreRejection(this.response);
    response.then((one) => this.#resume(one), this.#reject);
  }
}

/** The same promise, whose rejection is not reported as unhandled. */
export function ignoreRejection<T>(promise: Promise<T>): Promise<T> {
  promise.catch(ignore);
  return promise;
}

function ignore(): void {}
