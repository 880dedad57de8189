/** A user's HTTP client: turns calls into requests, and reports each of them exactly once. */
import type { Sample } from '../stats/sample.js';
import { now } from '../util/clock.js';
import { encodeBody } from './body.js';
import { type CatchBlock, failBy, runBlock } from './catch-block.js';
import type { Cookies } from './cookies.js';
import { nameBy, type RequestName } from './naming.js';
import { type Reception, receptionFor, standardReception } from './reception.js';
import { OpenReport, type ReportedRequest, sampleOf } from './report.js';
import { type HeaderValues, headerValuesOf, mergeHeaders } from './request-headers.js';
import { checkOptionNames, type RequestOptions } from './request-options.js';
import { HttpResponse, type ResponseParts } from './response.js';
import { type RestOptions, type RestResponse, rest, uncached } from './rest.js';
import { type Outgoing, Sender } from './sender.js';
import type { BaseUrl } from './target.js';
import type { Timeout } from './timeout.js';
import type { Transport } from './transport.js';

/** Requests with one user's cookies and connections. Locust's HttpSession. */
export class HttpSession {
  /** Sent with every request, wherever it goes; those of the request win. */
  headers: Record<string, string | readonly string[] | null> = {};
  /** What requests without a `name` are called: a name, or what makes one of a request. null: their path and query. */
  requestName: RequestName | null = null;
  readonly #base: BaseUrl;
  readonly #sender: Sender;
  readonly #report: (sample: Sample) => void;
  readonly #authorization: HeaderValues | null;
  readonly #undecided: HttpResponse[] = [];
  #reception: Reception = standardReception;

  /** `report` gets each finished request; `cut` is told of each that {@link cancel} dropped, which is in no report. */
  constructor(base: BaseUrl, transport: Transport, report: (sample: Sample) => void, cut = () => {}) {
    this.#base = base;
    this.#sender = new Sender(transport, cut);
    this.#report = report;
    this.#authorization = base.authorization === null ? null : { authorization: base.authorization };
  }

  /** What servers have set for this user. */
  get cookies(): Cookies {
    return this.#sender.cookies;
  }

  /** Bytes that a body may have, decoded; a request with a larger one fails. 256 MiB unless changed. */
  get maxBodyBytes(): number {
    return this.#reception.maxBodyBytes;
  }

  /** @throws {TslocError} `BAD_BODY_LIMIT` */
  set maxBodyBytes(bytes: number) {
    this.#reception = receptionFor({ maxBodyBytes: bytes }, this.#reception);
  }

  /** How long its requests may take; a request's own replaces it. Null, the default, is for ever. */
  get timeout(): Timeout {
    return this.#reception.timeout;
  }

  /** @throws {TslocError} `BAD_TIMEOUT` */
  set timeout(timeout: Timeout) {
    this.#reception = receptionFor({ timeout }, this.#reception);
  }

  /** True notes where the time of each request goes: `response.phases`. */
  get phases(): boolean {
    return this.#reception.phases;
  }

  set phases(phases: boolean) {
    this.#reception = receptionFor({ phases }, this.#reception);
  }

  get(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('GET', url, options);
  }

  head(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('HEAD', url, options);
  }

  options(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('OPTIONS', url, options);
  }

  delete(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('DELETE', url, options);
  }

  post(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('POST', url, options);
  }

  put(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('PUT', url, options);
  }

  patch(url: string, options?: RequestOptions): Promise<HttpResponse> {
    return this.request('PATCH', url, options);
  }

  /**
   * Sends one request and resolves with its response, a connection error included (status 0).
   * @throws {TslocError} `BAD_URL`, `TWO_BODIES`, `UNKNOWN_REQUEST_OPTION`; and the reason of the stop, once the user is stopped
   */
  request(method: string, url: string, options: RequestOptions = noOptions): Promise<HttpResponse> {
    let request: SentRequest;
    try {
      request = this.#prepare(method, url, options);
    } catch (error) {
      return Promise.reject(error);
    }
    return handled(this.#perform(request, options));
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
    return handled(rest(this, method, url, options, block));
  }

  /** The same past caches: with `_=<ms since 1970>` in its query, which its name shows as `_=...`. */
  rest_<T = unknown>(
    method: string,
    url: string,
    options?: RestOptions,
    block?: CatchBlock<RestResponse<T>>,
  ): Promise<RestResponse<T>> {
    return handled(rest(this, method, ...uncached(url, options), block));
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
   * Reports what no `using` block has reported: the user's loop calls it when a task ends.
   * @throws what the first of the reports threw, when all are done
   */
  settle(): void {
    const thrown: unknown[] = [];
    for (let response = this.#undecided[0]; response !== undefined; response = this.#undecided[0]) {
      try {
        response[Symbol.dispose]();
      } catch (signal) {
        thrown.push(signal);
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }

  /** Drops every request under way, unreported; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    this.#sender.cancel(reason);
  }

  /** Accepts requests again after {@link cancel}: a stopped user may still say goodbye. */
  reopen(): void {
    this.#sender.reopen();
  }

  #prepare(method: string, url: string, options: RequestOptions): SentRequest {
    checkOptionNames(options);
    const target = this.#base.target(url, options.params);
    const { body, contentType } = encodeBody(options);
    const type = contentType === null ? null : { 'content-type': contentType };
    const own = options.headers == null ? null : headerValuesOf(options.headers);
    const headers = mergeHeaders(this.#authorization, type, this.headers, own);
    const reception = receptionFor(options, this.#reception);
    const outgoing = { method: method.toUpperCase(), target, headers, body, reception };
    const name = options.name || nameBy(this.requestName, method, target);
    return { method, name, outgoing, startedAt: now(), context: options.context };
  }

  async #perform(request: SentRequest, { allowRedirects, catchResponse }: RequestOptions): Promise<HttpResponse> {
    const { outgoing, startedAt } = request;
    const parts = await this.#sender.send(outgoing, allowRedirects ?? outgoing.method !== 'HEAD', startedAt);
    if (catchResponse) return this.#undecidedResponse(request, parts, catchResponse);
    const response = new HttpResponse(parts);
    this.#report(sampleOf(request, parts, response));
    return response;
  }

  #undecidedResponse(
    request: SentRequest,
    parts: ResponseParts,
    catchResponse: true | CatchBlock,
  ): HttpResponse | Promise<HttpResponse> {
    const report = new OpenReport(request, parts, (sample) => {
      this.#undecided.splice(this.#undecided.indexOf(response), 1);
      this.#report(sample);
    });
    const response = new HttpResponse(parts, report);
    this.#undecided.push(response);
    if (catchResponse === true) return response;
    return runBlock(response, catchResponse, (thrown) => failBy(thrown, response, report));
  }
}

interface SentRequest extends ReportedRequest {
  readonly outgoing: Outgoing;
}

const noOptions: RequestOptions = Object.freeze({});

/** It rejects when its user stops: nobody may be waiting for it then, and that is no reason to end the process. */
function handled<T>(response: Promise<T>): Promise<T> {
  response.catch(ignore);
  return response;
}

function ignore(): void {}
