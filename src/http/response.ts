/** What a request resolves with: the whole response, or the error that came instead of one. */
import type { Sample } from '../stats/sample.js';
import { TslocError } from '../util/error.js';
import { catchResponseError } from './failures.js';
import { headerValue, type RawHeaders, toHeaders } from './headers.js';
import type { OpenReport } from './report.js';

/** What a response is made of. */
export interface ResponseParts {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly elapsed: number;
  readonly rawHeaders: RawHeaders;
  /** Bytes of the decoded body. */
  readonly length: number;
  readonly content: BodySource;
  readonly error: Error | null;
  readonly history: readonly HttpResponse[];
}

/** Has a body, joined only when somebody asks for it. */
export interface BodySource {
  body(): Buffer;
}

/** A response whose body has been read in full. On a connection error: status 0, `ok` false, `error` set. */
export class HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** The URL that answered: the last one of a chain of redirects. */
  readonly url: string;
  /** Milliseconds from sending to the last byte, redirects included. */
  readonly elapsed: number;
  /** What came instead of a response; null if one came. */
  readonly error: Error | null;
  /** The redirects that led here, first one first. */
  readonly history: readonly HttpResponse[];
  readonly #rawHeaders: RawHeaders;
  readonly #content: BodySource;
  #body: Buffer | null = null;
  #headers: Headers | null = null;
  readonly #report: OpenReport | null;

  /** With `report`, the request is reported later, once: by the end of its `using` block. */
  constructor(parts: ResponseParts, report: OpenReport | null = null) {
    this.status = parts.status;
    this.statusText = parts.statusText;
    this.url = parts.url;
    this.elapsed = parts.elapsed;
    this.error = parts.error;
    this.history = parts.history;
    this.#rawHeaders = parts.rawHeaders;
    this.#content = parts.content;
    this.#report = report;
  }

  /** A response came, and its status is below 400. */
  get ok(): boolean {
    return this.status > 0 && this.status < 400;
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.#rawHeaders);
    return this.#headers;
  }

  /** The body as bytes. */
  bytes(): Buffer {
    this.#body ??= this.#content.body();
    return this.#body;
  }

  /** The body as text, in the charset of its content type, else UTF-8; what does not fit becomes U+FFFD. */
  text(): string {
    const charset = /charset="?([^";\s]+)/i.exec(headerValue(this.#rawHeaders, 'content-type') ?? '')?.[1];
    if (charset === undefined || /^utf-?8$/i.test(charset)) return this.bytes().toString('utf8');
    try {
      return new TextDecoder(charset).decode(this.bytes());
    } catch {
      return this.bytes().toString('utf8');
    }
  }

  /** The body parsed as JSON. @throws {TslocError} `NOT_JSON` with the head of what came instead */
  json<T = unknown>(): T {
    const text = this.text();
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      const came = text === '' ? 'an empty body' : `'${text.slice(0, 80)}'`;
      throw new TslocError('NOT_JSON', `Expected JSON from ${this.url}, got status ${this.status} with ${came}.`, {
        cause,
      });
    }
  }

  /**
   * What will be reported, `name`, `responseTime`, `responseLength` and `context` included: change it inside the block.
   * An `exception` that is set here stands against the status, but not against `success()` and `failure()`. Only with
   * `catchResponse`. Locust's request_meta.
   */
  get requestMeta(): Sample {
    return this.#openReport().sampleFor(this);
  }

  /** Counts the request as a success, whatever came. Only with `catchResponse`; the last call of the two wins. */
  success(): void {
    this.#openReport().verdict = null;
  }

  /** Counts the request as failed: with a text as `CatchResponseError('text')`. Only with `catchResponse`. */
  failure(reason: string | Error): void {
    this.#openReport().verdict = typeof reason === 'string' ? catchResponseError(reason) : reason;
  }

  /** Reports the request, if that is still to be done; the end of a `using` block does it. */
  [Symbol.dispose](): void {
    this.#report?.close(this);
  }

  #openReport(): OpenReport {
    if (this.#report?.isOpen === true) return this.#report;
    const message = 'Expected a decision before the request is reported, got it for a reported one.';
    const hint = 'Ask for { catchResponse: true }, and decide inside the `using` block.';
    throw new TslocError('ALREADY_REPORTED', message, { hint });
  }
}
