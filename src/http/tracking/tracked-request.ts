/** A request of another HTTP client, from its start to its end. */

import { nameBy } from '../../stats/request-name.js';
import type { Sample } from '../../stats/sample.js';
import type { Tracking } from '../../stats/tracking.js';
import { epochSecondsAt, now } from '../../util/loop/clock.js';
import { connectionError, statusError } from '../errors/failures.js';
import { RequestError } from '../errors/request-error.js';

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
  readonly #tracking: Tracking;
  readonly #target: TrackedTarget;
  readonly #startedAt = now();
  #head: TrackedResponseHead | null = null;

  constructor(tracking: Tracking, target: TrackedTarget) {
    this.#tracking = tracking;
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

  /** Reports the request. Called once, by a subscriber of Node, where an exception would end the process. */
  end(error: Error | null): void {
    const tracking = this.#tracking;
    if (tracking.signal.aborted) return;
    const { method, origin, path } = this.#target;
    let name = path;
    try {
      name = nameBy(tracking.naming, { method, url: origin + path, path });
    } catch (thrown) {
      tracking.onThrown(thrown);
    }
    try {
      tracking.report(this.#sampleOf(name, error));
    } catch (thrown) {
      tracking.onThrown(thrown);
    }
  }

  #sampleOf(name: string, error: Error | null): Sample {
    const { method, origin, path } = this.#target;
    return {
      requestType: method,
      name,
      responseTime: now() - this.#startedAt,
      responseLength: error === null ? this.receivedBytes || (this.#head?.lengthBytes ?? 0) : 0,
      exception: error === null ? this.#statusError(name) : this.#connectionError(error),
      status: error === null ? (this.#head?.status ?? 0) : 0,
      startTime: epochSecondsAt(this.#startedAt),
      url: origin + path,
      context: this.#tracking.context,
      response: this.#head?.response,
    };
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
