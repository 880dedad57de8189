/** One request of another client, from its first sign to its last. */
import type { Sample } from '../../stats/sample.js';
import { epochSecondsAt, now } from '../../util/loop/clock.js';
import { connectionError, statusError } from '../errors/failures.js';
import { RequestError } from '../errors/request-error.js';
import { nameBy, type RequestName } from '../request/naming.js';

/** Who is told. */
export interface Tracker {
  readonly naming: RequestName | null;
  readonly context: Sample['context'];
  /** Aborted once its user has to end: what that makes of requests is nobody's failure. */
  readonly signal: AbortSignal;
  report(sample: Sample): void;
}

/** Where a request goes; the URL without credentials. */
export interface TrackedTarget {
  readonly method: string;
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
}

/** What its headers say of a response, and what listeners are given as the response. */
export interface TrackedResponseHead {
  readonly status: number;
  readonly statusText: string;
  /** null if it was not announced. */
  readonly lengthBytes: number | null;
  readonly response: unknown;
}

/** Gathers what becomes of a request, and tells its tracker once. */
export class TrackedRequest {
  /** Bytes of the body, still compressed, where they are counted. */
  receivedBytes = 0;
  readonly #tracker: Tracker;
  readonly #target: TrackedTarget;
  readonly #startedAt = now();
  #head: TrackedResponseHead | null = null;

  constructor(tracker: Tracker, target: TrackedTarget) {
    this.#tracker = tracker;
    this.#target = target;
  }

  /** True once {@link start} was called. */
  get hasHead(): boolean {
    return this.#head !== null;
  }

  /** The response has begun. */
  start(head: TrackedResponseHead): void {
    this.#head = head;
  }

  /** It is over. To be called once. */
  end(error: Error | null): void {
    const { naming, context, signal } = this.#tracker;
    if (error !== null && signal.aborted) return;
    const { method, origin, path } = this.#target;
    const url = origin + path;
    const name = nameBy(naming, { method, url, path });
    this.#tracker.report({
      requestType: method,
      name,
      responseTime: now() - this.#startedAt,
      responseLength: error === null ? this.receivedBytes || (this.#head?.lengthBytes ?? 0) : 0,
      exception: error === null ? this.#statusError(name) : this.#connectionError(error),
      startTime: epochSecondsAt(this.#startedAt),
      url,
      context,
      response: this.#head?.response,
    });
  }

  #statusError(name: string): Error | null {
    if (this.#head === null) return null;
    const { status, statusText } = this.#head;
    return status >= 400 && status < 600 ? statusError(status, statusText, name) : null;
  }

  #connectionError(error: Error): Error {
    if (error instanceof RequestError) return error;
    const bytesExpected = this.#head?.lengthBytes ?? null;
    return connectionError(error, { headersSeen: this.#head !== null, bytesRead: this.receivedBytes, bytesExpected });
  }
}
