/** Sends a request through all its redirects, with one user's cookies and connections. */
import { now, sleep } from '../util/clock.js';
import { Cookies } from './cookies.js';
import { decompress } from './decompress.js';
import { Exchange } from './exchange.js';
import { connectionError, decodingError, tooManyRedirects } from './failures.js';
import { headerValue, headerValues } from './headers.js';
import { keepsCredentials, maxRedirects, redirectMethod, redirectTarget } from './redirect.js';
import { withoutHeaders } from './request-headers.js';
import { HttpResponse, type ResponseParts } from './response.js';
import type { Target } from './target.js';
import type { RequestBody, Transport } from './transport.js';

/** One request, before cookies. */
export interface Outgoing {
  readonly method: string;
  readonly target: Target;
  readonly headers: string[];
  readonly body: RequestBody;
}

/** One user's way out. */
export class Sender {
  readonly cookies = new Cookies();
  readonly #transport: Transport;
  #cancelledBy: Error | null = null;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The last response of the chain; an error of the connection is part of it, not thrown.
   * @param startedAt {@link now} when the clock of the request began
   * @throws the reason of {@link cancel}
   */
  async send(request: Outgoing, follow: boolean, startedAt: number): Promise<ResponseParts> {
    if (this.#cancelledBy !== null) await this.#refuse();
    const exchange = await this.#exchange(request);
    const next = follow ? redirectTarget(exchange.status, exchange.rawHeaders, request.target) : null;
    return next === null ? partsOf(exchange, request.target, startedAt) : this.#follow(request, exchange, startedAt);
  }

  /** Drops every request under way; they and all later ones reject with `reason`. */
  cancel(reason: Error): void {
    this.#cancelledBy = reason;
    this.#transport.drop(reason);
  }

  /** Accepts requests again after {@link cancel}. */
  reopen(): void {
    this.#cancelledBy = null;
  }

  /** A turn of the event loop first: a task that ignores the reason must not block everyone else. */
  async #refuse(): Promise<void> {
    await sleep(0);
    if (this.#cancelledBy !== null) throw this.#cancelledBy;
  }

  async #exchange({ method, target, headers, body }: Outgoing): Promise<Exchange> {
    const cookie = this.cookies.header(target.origin, target.path);
    const all = cookie === '' ? headers : [...headers, 'cookie', cookie];
    const request = { origin: target.origin, path: target.path, method, headers: all, body };
    const exchange = await new Promise<Exchange>((resolve) => this.#transport.send(request, new Exchange(resolve)));
    if (exchange.error !== null && this.#cancelledBy !== null) throw this.#cancelledBy;
    const setCookies = headerValues(exchange.rawHeaders, 'set-cookie');
    if (setCookies.length > 0) this.cookies.store(setCookies, target.origin + target.path);
    return exchange;
  }

  async #follow(first: Outgoing, redirected: Exchange, startedAt: number): Promise<ResponseParts> {
    const history: HttpResponse[] = [];
    let request = first;
    let exchange = redirected;
    for (;;) {
      const parts = partsOf(exchange, request.target, startedAt);
      const next = redirectTarget(exchange.status, exchange.rawHeaders, request.target);
      if (next === null) return { ...parts, history };
      if (history.length === maxRedirects) return { ...parts, error: tooManyRedirects(maxRedirects), history };
      history.push(new HttpResponse(parts));
      request = redirected307(exchange.status)
        ? { ...request, target: next }
        : withoutBody(request, exchange.status, next);
      if (!keepsCredentials(history.at(-1)?.url ?? '', next.origin)) {
        request = { ...request, headers: withoutHeaders(request.headers, ['authorization']) };
      }
      exchange = await this.#exchange(request);
    }
  }
}

function redirected307(status: number): boolean {
  return status === 307 || status === 308;
}

function withoutBody(request: Outgoing, status: number, target: Target): Outgoing {
  const headers = withoutHeaders(request.headers, ['content-type', 'content-length', 'transfer-encoding']);
  return { method: redirectMethod(status, request.method), target, headers, body: null };
}

function partsOf(exchange: Exchange, target: Target, startedAt: number): ResponseParts {
  const { rawHeaders, statusText } = exchange;
  const url = target.origin + target.path;
  const encoding = headerValue(rawHeaders, 'content-encoding');
  let body = exchange.body();
  let error = exchange.error === null ? null : connectionError(exchange.error, progressOf(exchange));
  let finishedAt = exchange.finishedAt;
  if (error === null && encoding !== null && body.length > 0) {
    try {
      body = decompress(body, encoding);
    } catch (cause) {
      error = decodingError(encoding, cause as Error);
    }
    finishedAt = now();
  }
  const elapsed = finishedAt - startedAt;
  if (error !== null)
    return { status: 0, statusText: '', url, elapsed, rawHeaders, body: noBytes, error, history: none };
  return { status: exchange.status, statusText, url, elapsed, rawHeaders, body, error, history: none };
}

function progressOf(exchange: Exchange) {
  const length = headerValue(exchange.rawHeaders, 'content-length');
  const bytesExpected = length === null ? null : Number(length);
  return { headersSeen: exchange.status > 0, bytesRead: exchange.receivedBytes, bytesExpected };
}

const noBytes = Buffer.alloc(0);
const none: readonly HttpResponse[] = Object.freeze([]);
