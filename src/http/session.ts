/** A user's HTTP client: turns calls into requests, and reports each of them exactly once. */
import type { Sample } from '../stats/sample.js';
import { epochSecondsAt, now } from '../util/clock.js';
import { encodeBody } from './body.js';
import type { Cookies } from './cookies.js';
import { statusError } from './failures.js';
import { type Reception, receptionFor, standardReception } from './reception.js';
import { type HeaderValues, headerValuesOf, mergeHeaders } from './request-headers.js';
import { checkOptionNames, type RequestOptions } from './request-options.js';
import { HttpResponse, type ResponseParts, type Verdict } from './response.js';
import { type Outgoing, Sender } from './sender.js';
import type { BaseUrl } from './target.js';
import type { Timeout } from './timeout.js';
import type { Transport } from './transport.js';

/** Requests with one user's cookies and connections. Locust's HttpSession. */
export class HttpSession {
  /** Sent with every request, wherever it goes; those of the request win. */
  headers: Record<string, string | readonly string[] | null> = {};
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
    const response = this.#perform(request, options);
    // It rejects only when its user stops: nobody may be waiting for it then, and that is no reason to end the process.
    response.catch(ignore);
    return response;
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
    return { method, name: options.name || target.path, outgoing, startedAt: now(), context: options.context };
  }

  async #perform(request: SentRequest, { allowRedirects, catchResponse }: RequestOptions): Promise<HttpResponse> {
    const { outgoing, startedAt } = request;
    const parts = await this.#sender.send(outgoing, allowRedirects ?? outgoing.method !== 'HEAD', startedAt);
    if (catchResponse === true) return this.#undecidedResponse(request, parts);
    const response = new HttpResponse(parts);
    this.#report(sampleOf(request, parts, response, undefined));
    return response;
  }

  #undecidedResponse(request: SentRequest, parts: ResponseParts): HttpResponse {
    const response: HttpResponse = new HttpResponse(parts, (verdict) => {
      this.#undecided.splice(this.#undecided.indexOf(response), 1);
      this.#report(sampleOf(request, parts, response, verdict));
    });
    this.#undecided.push(response);
    return response;
  }
}

interface SentRequest {
  readonly method: string;
  readonly name: string;
  readonly outgoing: Outgoing;
  readonly startedAt: number;
  readonly context: RequestOptions['context'];
}

function sampleOf(request: SentRequest, parts: ResponseParts, response: HttpResponse, verdict: Verdict): Sample {
  return {
    requestType: request.method,
    name: request.name,
    responseTime: parts.elapsed,
    responseLength: parts.length,
    exception: verdict === undefined ? failureOf(parts, request.name) : verdict,
    startTime: epochSecondsAt(request.startedAt),
    url: request.outgoing.target.origin + request.outgoing.target.path,
    context: request.context ?? noContext,
    response,
  };
}

function failureOf({ error, status, statusText }: ResponseParts, name: string): Error | null {
  if (error !== null) return error;
  return status >= 400 && status < 600 ? statusError(status, statusText, name) : null;
}

const noOptions: RequestOptions = Object.freeze({});
const noContext = Object.freeze({});

function ignore(): void {}
