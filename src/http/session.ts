/** A user's HTTP client: sends requests, and reports each of them exactly once. */

import type { RequestName } from '../stats/request-name.js';
import { RequestsInFlight } from '../stats/requests-in-flight.js';
import type { Sample } from '../stats/sample.js';
import { rejectLocustNames } from '../util/locust-names.js';
import type { Transport } from '../wire/transport.js';
import { type BatchItem, type BatchItems, type BatchOptions, type BatchResponses, sendBatch } from './batch.js';
import type { Cookies } from './cookies/cookies.js';
import type { ContextSource } from './request/context.js';
import { type PreparedRequest, prepare } from './request/prepare.js';
import type { RequestOptions, StreamOptions } from './request/request-options.js';
import type { BaseUrl } from './request/target.js';
import { closeUnsent } from './request/unsent.js';
import { bindToCaller, type CatchBlock } from './response/catch-block.js';
import type { HttpResponse } from './response/response.js';
import type { StreamedResponse } from './response/streamed-response.js';
import { bypassCaches, type RestOptions, type RestResponse, rest } from './rest.js';
import { ignoreRejection, sendFast } from './send/fast-path.js';
import { OpenResponses } from './send/open-responses.js';
import { RetryPlan } from './send/retry.js';
import { Sender } from './send/sender.js';
import { sendSlowly } from './send/slow-path.js';
import { SessionSettings } from './session-settings.js';

/** Requests with one user's cookies and connections. Locust's HttpSession. */
export class HttpSession extends SessionSettings {
  readonly #sender: Sender;
  readonly #responses: OpenResponses;

  /**
   * @param transport carries the requests
   * @param report gets each finished request
   * @param inFlight counts requests that are not reported yet, and those that {@link cancel} drops
   * @param user gives the context of each sample
   * @param warn logs a warning about a request that is sent with changes
   */
  constructor(
    base: BaseUrl,
    transport: Transport,
    report: (sample: Sample) => void,
    inFlight = new RequestsInFlight(),
    user: ContextSource | null = null,
    warn: (message: string) => void = () => {},
  ) {
    super(base, warn);
    this.#responses = new OpenResponses(report, inFlight, user);
    this.#sender = new Sender(transport, base.origin, this.#responses, inFlight);
  }

  /** The cookies of this user. */
  get cookies(): Cookies {
    return this.#sender.cookies;
  }

  get(url: string, options: StreamOptions): Promise<StreamedResponse>;
  get(url: string, options?: RequestOptions): Promise<HttpResponse>;
  get(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('GET', url, options);
  }

  head(url: string, options: StreamOptions): Promise<StreamedResponse>;
  head(url: string, options?: RequestOptions): Promise<HttpResponse>;
  head(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('HEAD', url, options);
  }

  options(url: string, options: StreamOptions): Promise<StreamedResponse>;
  options(url: string, options?: RequestOptions): Promise<HttpResponse>;
  options(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('OPTIONS', url, options);
  }

  delete(url: string, options: StreamOptions): Promise<StreamedResponse>;
  delete(url: string, options?: RequestOptions): Promise<HttpResponse>;
  delete(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('DELETE', url, options);
  }

  post(url: string, options: StreamOptions): Promise<StreamedResponse>;
  post(url: string, options?: RequestOptions): Promise<HttpResponse>;
  post(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('POST', url, options);
  }

  put(url: string, options: StreamOptions): Promise<StreamedResponse>;
  put(url: string, options?: RequestOptions): Promise<HttpResponse>;
  put(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('PUT', url, options);
  }

  patch(url: string, options: StreamOptions): Promise<StreamedResponse>;
  patch(url: string, options?: RequestOptions): Promise<HttpResponse>;
  patch(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('PATCH', url, options);
  }

  /**
   * Sends one request and resolves with its response, a connection error included (status 0).
   * @throws {TslocError} `BAD_URL`, `TWO_BODIES`, `UNKNOWN_REQUEST_OPTION` and others of the options
   * @throws the reason of the stop, once the user is stopped
   */
  request(method: string, url: string, options: StreamOptions): Promise<StreamedResponse>;
  request(method: string, url: string, options?: RequestOptions): Promise<HttpResponse>;
  request(method: string, url: string, options: RequestOptions = noOptions): Promise<HttpResponse> {
    let request: PreparedRequest | Promise<PreparedRequest>;
    let plan: RetryPlan | null;
    try {
      plan = options?.retry === undefined ? null : new RetryPlan(options.retry);
      request = prepare(this.settings, method, url, options);
    } catch (error) {
      closeUnsent(options ?? noOptions);
      return Promise.reject(error);
    }
    if (plan !== null || request instanceof Promise) return this.#sendSlowly(request, plan, method, url, options);
    return sendFast(this.#sender, request, this.#maxRedirectsOf(request, options), bindToCaller(options.catchResponse));
  }

  /**
   * Sends several requests in parallel, as a browser loads a page, at most `limit` (6) at the same time; each is reported
   * like any other. Resolves with the responses in the order of the items.
   * @throws {TslocError} `BAD_BATCH`; and what {@link request} throws, when those in flight have ended
   */
  batch<const Items extends readonly BatchItem[]>(
    items: BatchItems<Items>,
    options: BatchOptions = {},
  ): Promise<BatchResponses<Items>> {
    const responses = sendBatch(items, options, (...request) => this.request(...request));
    return ignoreRejection(responses as Promise<BatchResponses<Items>>);
  }

  /**
   * Sends and expects JSON; the parsed body is `response.js`. Locust's `rest`. The request fails if the response is not
   * JSON, or with what `block` throws. Without a block: `using response = await …`.
   * @throws as {@link request}
   */
  rest<T = unknown>(
    method: string,
    url: string,
    options?: RestOptions,
    block?: CatchBlock<RestResponse<T>>,
  ): Promise<RestResponse<T>> {
    return ignoreRejection(rest(this, method, url, options, block));
  }

  /** The same, bypassing caches: adds `_=<ms since 1970>` to the query; the name shows `_=...`. */
  rest_<T = unknown>(
    method: string,
    url: string,
    options?: RestOptions,
    block?: CatchBlock<RestResponse<T>>,
  ): Promise<RestResponse<T>> {
    return ignoreRejection(rest(this, method, ...bypassCaches(url, options), block));
  }

  /** Names requests that have no `name`, until the end of the block: `using _ = client.renameRequest('x')`. */
  renameRequest(name: RequestName): Disposable {
    const before = this.requestName;
    this.requestName = name;
    return {
      [Symbol.dispose]: () => {
        this.requestName = before;
      },
    };
  }

  /**
   * Reports the responses that no block holds, and ends the streams that have no reader. The user's loop calls it when a
   * task ends.
   * @throws what the first of the listeners threw, when all are reported
   */
  settle(): void {
    this.#responses.settle();
  }

  /** Drops every request in flight, unreported; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    this.#responses.stop(reason);
    this.#sender.cancel(reason);
  }

  /** {@link cancel} at the end of the user: responses that blocks still hold are reported. */
  close(reason: Error): void {
    this.cancel(reason);
    this.#responses.settleBlocks();
  }

  /** Accepts requests again after {@link cancel}: `onStop` of a stopped user may send some. */
  reopen(): void {
    this.#sender.reopen();
  }

  #sendSlowly(
    request: PreparedRequest | Promise<PreparedRequest>,
    plan: RetryPlan | null,
    method: string,
    url: string,
    options: RequestOptions,
  ): Promise<HttpResponse> {
    const { signal, catchResponse } = options;
    const maxRedirects = (prepared: PreparedRequest) => this.#maxRedirectsOf(prepared, options);
    const prepareAgain = (name: string) => prepare(this.settings, method, url, { ...options, name });
    const call = { request, plan, signal, catchResponse, maxRedirects, prepareAgain };
    return ignoreRejection(sendSlowly(this.#sender, call));
  }

  /** Null follows none. */
  #maxRedirectsOf({ outgoing }: PreparedRequest, { allowRedirects, maxRedirects }: RequestOptions): number | null {
    return (allowRedirects ?? outgoing.method !== 'HEAD') ? (maxRedirects ?? this.settings.maxRedirects) : null;
  }
}

rejectLocustNames(HttpSession.prototype, 'client');

const noOptions: RequestOptions = Object.freeze({});
