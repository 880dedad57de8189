/** A request of another HTTP client, from its start to its end. */

import { nameBy, type RequestName } from '../../stats/request-name.js';
import type { Sample } from '../../stats/sample.js';
import { epochSecondsAt, now } from '../../util/loop/clock.js';
import { connectionError, statusError } from '../errors/failures.js';
import { RequestError } from '../errors/request-error.js';

/** Gets the samples of tracked requests. */
export interface Tracker {
  readonly naming: RequestName | null;
  readonly context: Sample['context'];
  /** Aborted when its user is stopped: requests that fail afterwards are not reported. */
  readonly signal: AbortSignal;
  report(sample: Sample): void;
}

/** The target of a request, without credentials. */
export interface TrackedTarget {
  readonly method: string;
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
}

/** The head of a response, and the client's response object for listeners. */
export interface TrackedResponseHead {
  readonly status: number;
  readonly statusText: string;
  /** Null without a `content-length`. */
  readonly lengthBytes: number | null;
  readonly response: unknown;
}

/** Collects the events of a request, and reports it once. */
export class TrackedRequest {
  /** Bytes of the body as received, compressed; 0 where the client does not publish them. */
  receivedBytes = 0;
  readonly #tracker: Tracker;
  readonly #target: TrackedTarget;
  readonly #startedAt = now();
  #head: TrackedResponseHead | null = null;

  constructor(tracker: Tracker, target: TrackedTarget) {
    this.#tracker = tracker;
    this.#target = target;
  }

  /** True once {@link receiveHead} was called. */
  get hasHead(): boolean {
    return this.#head !== null;
  }

  /** The response's head has arrived. */
  receiveHead(head: TrackedResponseHead): void {
    this.#head = head;
  }

  /** Reports the request. Called once. */
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
      status: error === null ? (this.#head?.status ?? 0) : 0,
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
