/** A user's HTTP client: turns calls into requests, and reports each of them exactly once. */
import type { Sample } from '../stats/sample.js';
import type { Transport } from '../wire/transport.js';
import { type BatchItem, type BatchItems, type BatchOptions, type BatchResponses, sendBatch } from './batch.js';
import type { Cookies } from './cookies/cookies.js';
import type { ContextSource } from './request/context.js';
import type { RequestName } from './request/naming.js';
import { prepare, type SentRequest } from './request/prepare.js';
import type { RequestOptions, StreamOptions } from './request/request-options.js';
import type { BaseUrl } from './request/target.js';
import { closeUnsent, releaseUnsent } from './request/unsent.js';
import { type CatchBlock, inContext } from './response/catch-block.js';
import type { HttpResponse } from './response/response.js';
import type { StreamedResponse } from './response/streamed-response.js';
import { type RestOptions, type RestResponse, rest, uncached } from './rest.js';
import { OpenResponses } from './send/open-responses.js';
import { ignoreRejection } from './send/pending-request.js';
import { RetryPlan } from './send/retry.js';
import { Sender } from './send/sender.js';
import { SessionSettings } from './session-settings.js';

/** Requests with one user's cookies and connections. Locust's HttpSession. */
export class HttpSession extends SessionSettings {
  readonly #sender: Sender;
  readonly #responses: OpenResponses;

  /**
   * Sends by `transport`. `report` gets each finished request; `cut` is told of each that {@link cancel} dropped, which is
   * in no report. `user` is asked for the context of each sample.
   */
  constructor(
    base: BaseUrl,
    transport: Transport,
    report: (sample: Sample) => void,
    cut = () => {},
    user: ContextSource | null = null,
  ) {
    super(base);
    this.#responses = new OpenResponses(report, cut, user);
    this.#sender = new Sender(transport, base.origin, this.#responses, cut);
  }

  /** What servers have set for this user. */
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
   * @throws {TslocError} `BAD_URL`, `TWO_BODIES`, `UNKNOWN_REQUEST_OPTION` and others of the options; and the reason of the stop, once the user is stopped
   */
  request(method: string, url: string, options: StreamOptions): Promise<StreamedResponse>;
  request(method: string, url: string, options?: RequestOptions): Promise<HttpResponse>;
  request(method: string, url: string, options: RequestOptions = noOptions): Promise<HttpResponse> {
    let request: SentRequest | Promise<SentRequest>;
    let plan: RetryPlan | null;
    try {
      plan = options?.retry === undefined ? null : new RetryPlan(options.retry);
      request = prepare(this.settings, this.settings.reception, method, url, options);
    } catch (error) {
      closeUnsent(options ?? noOptions);
      return Promise.reject(error);
    }
    if (plan !== null || request instanceof Promise) {
      return ignoreRejection(this.#performSlowly(request, plan, method, url, options));
    }
    return this.#sender.send(request, this.#limitFor(request, options), inContext(options.catchResponse));
  }

  /**
   * Sends several requests at once, as a browser loads a page, `limit` of them (6) at the same time; each is reported as
   * any other. Resolves with the responses in the order of the items.
   * @throws {TslocError} `BAD_BATCH`; and what {@link request} throws, when those under way have ended
   */
  batch<const Items extends readonly BatchItem[]>(
    items: BatchItems<Items>,
    options: BatchOptions = {},
  ): Promise<BatchResponses<Items>> {
    const responses = sendBatch(items, options, (...request) => this.request(...request));
    return ignoreRejection(responses as Promise<BatchResponses<Items>>);
  }

  /**
   * Sends a request that speaks JSON both ways, and resolves with `js`, the parsed body: Locust's `rest`. It has failed
   * if no JSON came, or by what the block throws. Without a block: `using response = await …`.
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

  /** The same past caches: with `_=<ms since 1970>` in its query, which its name shows as `_=...`. */
  rest_<T = unknown>(
    method: string,
    url: string,
    options?: RestOptions,
    block?: CatchBlock<RestResponse<T>>,
  ): Promise<RestResponse<T>> {
    return ignoreRejection(rest(this, method, ...uncached(url, options), block));
  }

  /** Until the end of its block, what requests without a `name` are called: `using _ = client.renameRequest('x')`. */
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
   * Reports what no block has reported nor will, and ends the streams that nobody reads: the user's loop calls it when
   * a task ends.
   * @throws what the first of the reports threw, when all are done
   */
  settle(): void {
    this.#responses.settle();
  }

  /** Drops every request under way, unreported; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    this.#responses.stop(reason);
    this.#sender.cancel(reason);
  }

  /** The same at the end of the user: what blocks still hold is reported, too. */
  close(reason: Error): void {
    this.cancel(reason);
    this.#responses.settleBlocks();
  }

  /** Accepts requests again after {@link cancel}: a stopped user may still say goodbye. */
  reopen(): void {
    this.#sender.reopen();
  }

  /** Attempt after attempt, each of them reported; `catchResponse` is about the last one. */
  async #performSlowly(
    first: SentRequest | Promise<SentRequest>,
    plan: RetryPlan | null,
    method: string,
    url: string,
    options: RequestOptions,
  ): Promise<HttpResponse> {
    const { life } = this.#sender;
    let request = await first;
    for (let attempt = 1; ; attempt++) {
      if (life.endedBy !== null) releaseUnsent(request.outgoing.body);
      life.check();
      plan?.checkBody(request.outgoing.body);
      const parts = await this.#sender.parts(request, this.#limitFor(request, options));
      const isWanted = plan !== null && options.signal?.aborted !== true;
      const delay = isWanted ? plan.delayAfter(attempt, request.outgoing.method, parts) : null;
      if (delay === null) {
        const response = await this.#responses.respond(request, parts, options.catchResponse);
        await this.#sender.turn();
        return response;
      }
      const spent = await this.#responses.respond(request, parts);
      spent[Symbol.dispose](); // of a stream, nobody will read
      await life.sleep(delay, options.signal);
      request = await prepare(this.settings, this.settings.reception, method, url, { ...options, name: request.name });
    }
  }

  /** Redirects that may be followed; null for none. */
  #limitFor({ outgoing }: SentRequest, { allowRedirects, maxRedirects }: RequestOptions): number | null {
    return (allowRedirects ?? outgoing.method !== 'HEAD') ? (maxRedirects ?? this.settings.maxRedirects) : null;
  }
}

const noOptions: RequestOptions = Object.freeze({});
