/** The result of a request: the whole response, or the error that took its place. */
import { type RecordedBodies, recordedBodies } from '../../stats/recorded-bodies.js';
import type { Sample } from '../../stats/sample.js';
import { messageOf, TslocError } from '../../util/error.js';
import { rejectLocustNames } from '../../util/locust-names.js';
import { headerValue, headerValues, type RawHeaders, toHeaders } from '../../wire/headers.js';
import type { TransportRequest } from '../../wire/transport.js';
import { cookiesSetBy } from '../cookies/set-cookies.js';
import { catchResponseError, statusError } from '../errors/failures.js';
import type { PhaseRecorder, Phases } from '../timing/phases.js';
import { decodeText } from './charset.js';
import { type Hold, held } from './hold.js';
import { HttpRequest } from './http-request.js';
import type { OpenReport } from './report.js';

/** The values that a response is made of. */
export interface ResponseParts {
  readonly request: TransportRequest;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly elapsed: number;
  readonly rawHeaders: RawHeaders;
  /** Bytes of the decoded body. */
  readonly length: number;
  readonly content: BodySource;
  readonly recorder: PhaseRecorder | null;
  readonly error: Error | null;
  readonly history: readonly HttpResponse[];
}

/** Provides the body; its chunks are joined at the first call. */
export interface BodySource {
  body(): Buffer;
}

/** A response whose body has been read in full. On a connection error: status 0, `ok` false, `error` set. */
export class HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** The URL of the response: of a chain of redirects, the last one. */
  readonly url: string;
  /** Milliseconds from sending to the last byte, redirects included. */
  readonly elapsed: number;
  /** The error that took the place of a response; null if there is a response. */
  readonly error: Error | null;
  /** The redirects before this response, in order. */
  readonly history: readonly HttpResponse[];
  readonly #request: TransportRequest;
  readonly #rawHeaders: RawHeaders;
  readonly #content: BodySource;
  readonly #recorder: PhaseRecorder | null;
  #body: Buffer | null = null;
  #headers: Headers | null = null;
  readonly #report: OpenReport | null;

  /** With `report`, the request is reported later, at the end of its block. */
  constructor(parts: ResponseParts, report: OpenReport | null = null) {
    this.status = parts.status;
    this.statusText = parts.statusText;
    this.url = parts.url;
    this.elapsed = parts.elapsed;
    this.error = parts.error;
    this.history = parts.history;
    this.#request = parts.request;
    this.#rawHeaders = parts.rawHeaders;
    this.#content = parts.content;
    this.#recorder = parts.recorder;
    this.#report = report;
  }

  /** True if a response arrived and its status is below 400. */
  get ok(): boolean {
    return this.status > 0 && this.status < 400;
  }

  /** The request of this response: of a chain of redirects, the last one. */
  get request(): HttpRequest {
    return new HttpRequest(this.#request);
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.#rawHeaders);
    return this.#headers;
  }

  /** How long each phase took; null unless the option or setting `phases` is on. */
  get phases(): Phases | null {
    return this.#recorder === null ? null : this.#recorder.phases;
  }

  /** The cookies that this response sets, by name. All of the user's: `client.cookies`. */
  get cookies(): ReadonlyMap<string, string> {
    return cookiesSetBy(headerValues(this.#rawHeaders, 'set-cookie'));
  }

  /** The body as bytes. */
  bytes(): Buffer {
    this.#body ??= this.#content.body();
    return this.#body;
  }

  /**
   * The body as text: by its byte order mark, else the charset of its content type, else as UTF-8, or, for `text/*` that is
   * not valid UTF-8, as Latin-1. Invalid bytes become U+FFFD.
   * @throws {TslocError} `TEXT_TOO_LONG` beyond 512 MiB
   */
  text(): string {
    return decodeText(this.bytes(), headerValue(this.#rawHeaders, 'content-type'));
  }

  /** The body parsed as JSON. @throws {TslocError} `NOT_JSON` with the beginning of the body */
  json<T = unknown>(): T {
    const text = this.text();
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      const got = text === '' ? 'an empty body' : `'${text.slice(0, 80)}'`;
      throw new TslocError('NOT_JSON', `Expected JSON from ${this.url}, got status ${this.status} with ${got}.`, {
        cause,
      });
    }
  }

  /**
   * Returns the response, unless the request has failed.
   * @throws the connection error, or an HTTPError with the real URL on a status of 400 to 599; nothing after
   * {@link success}, and after {@link failure} its reason
   */
  raiseForStatus(): this {
    const { status, statusText, url } = this;
    const decided = this.#report?.decision;
    if (decided === null) return this;
    const error = decided ?? this.error;
    if (error !== null) throw error;
    if (status >= 400 && status < 600) throw statusError(status, statusText, url);
    return this;
  }

  /**
   * The sample that will be reported. Change it inside the block: `name`, `responseTime`, `responseLength`, `context`. An
   * `exception` that is set here overrides the status, but not `success()` and `failure()`. Only with `catchResponse`.
   * Locust's request_meta.
   */
  get requestMeta(): Sample {
    return this.#openReport().sampleFor(this);
  }

  /** Counts the request as a success. Only with `catchResponse`; the last call of `success()` or `failure()` wins. */
  success(): void {
    this.#openReport().decision = null;
  }

  /** Counts the request as failed; a string becomes `CatchResponseError('…')`. Only with `catchResponse`. */
  failure(reason: string | Error): void {
    this.#openReport().decision = reason instanceof Error ? reason : catchResponseError(messageOf(reason));
  }

  /**
   * Reports the request, once: at the end of a `using` block. A getter, since `using` reads it where its block begins:
   * from then on the block holds the request, even if tasks end before it does.
   */
  get [Symbol.dispose](): () => void {
    const hold = this[held];
    if (hold !== null) hold.isInBlock = true;
    return () => this.#report?.close(this);
  }

  get [held](): Hold | null {
    return this.#report === null ? null : this.#report.hold;
  }

  /** For listeners that show bodies. */
  [recordedBodies](): RecordedBodies {
    return { sent: this.request.body, received: this.bytes() };
  }

  #openReport(): OpenReport {
    if (this.#report?.isOpen === true) return this.#report;
    const call = `${this.#request.method.toLowerCase()}('…'`;
    const message = 'Expected success(), failure() or requestMeta before the request is reported, got it afterwards.';
    const hint =
      this.#report === null
        ? `Write using response = await client.${call}, { catchResponse: true }), and decide before the block ends.`
        : 'Decide inside the block: its end reports the request. Await everything that the decision needs inside it.';
    throw new TslocError('ALREADY_REPORTED', message, { hint });
  }
}

rejectLocustNames(HttpResponse.prototype, 'response');
