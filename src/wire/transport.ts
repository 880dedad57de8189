/** What a session asks of whatever carries its requests. */

import type { BodyStream } from './body-stream.js';
import type { ConnectTimes } from './connect-times.js';
import type { RawHeaders } from './headers.js';

/** One request, ready to be sent. */
export interface TransportRequest {
  /** `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly method: string;
  /** Name, value, name, value… */
  readonly headers: string[];
  readonly body: RequestBody;
}

/** What a transport sends; a stream with a `content-length` if its length is known, else in chunks. */
export type RequestBody = string | Uint8Array | BodyStream | null;

/**
 * Is told what comes back, in order; exactly one of `onComplete` and `onError` is last. Where `onHeaders` or `onData`
 * gives false, the transport reads no more until `resume` is called, which is never from inside of the two.
 */
export interface ResponseHandler {
  /** Set by a transport that wants to know: told, before anybody else is, that `onComplete` or `onError` was called. */
  slot: RequestSlot | null;
  /** Optional: a connection is being opened for this request, and `onConnect` comes when it is there. */
  onOpening?(opening: ConnectTimes): void;
  /**
   * The request is about to be sent. `abort` ends it: its connection is dropped, and `onError` gets the reason.
   * May throw: the request is then not sent, the connection stays, and `onError` gets what was thrown.
   */
  onConnect(abort: (reason: Error) => void): void;
  /** Optional: all of it, a streamed body too, has been handed to the system. An answer may come before. */
  onRequestSent?(): void;
  /** Informational answers (1xx) come here too, before the real one. */
  onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: Error): void;
}

/** What a request is carried by. */
export interface RequestSlot {
  /** The request is over: another may take its place. */
  release(): void;
}

/** Carries the requests of one user: a connection an origin, and more where requests overlap. */
export interface Transport {
  /** True if users go on in turn (util/in-turn.ts), after other answers that have come have been received. */
  readonly resumesByScheduler: boolean;
  send(request: TransportRequest, handler: ResponseHandler): void;
  /** Drops every connection at once; requests under way fail with `reason`. Later ones open new connections. */
  drop(reason: Error): void;
}
