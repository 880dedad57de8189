/** The contract between a session and the transport that sends its requests. */
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

/** The body of a request; a stream is sent with a Content-Length if its length is known, otherwise chunked. */
export type RequestBody = string | Uint8Array | BodyStream | null;

/**
 * Receives a response, in order; exactly one of `onComplete` and `onError` is called last. If `onHeaders` or `onData`
 * returns false, the transport stops reading until `resume` is called, which must not happen within these calls.
 */
export interface ResponseHandler {
  /** Set by the transport; `onComplete` and `onError` release it before anything else. */
  slot: RequestSlot | null;
  /** Optional: why the request was cancelled while it waited. No connection is opened for it; `onError` gets the reason. */
  readonly cancelledBy?: Error | null;
  /** Optional: a connection is being opened for this request; `onConnect` follows when it is open. */
  onOpening?(opening: ConnectTimes): void;
  /**
   * The request is about to be sent. `abort` cancels it: its connection is closed, and `onError` gets the reason.
   * May throw: the request is not sent then, the connection stays open, and `onError` gets the error.
   */
  onConnect(abort: (reason: Error) => void): void;
  /**
   * Optional: a long body is being written; `onRequestSent` follows. `sentBytes` is how much of everything on its connection
   * the operating system has accepted.
   */
  onSending?(sentBytes: () => number): void;
  /** Optional: the whole request, including a streamed body, has been written. A response may begin before that. */
  onRequestSent?(): void;
  /** Also called for informational responses (1xx), before the final one. */
  onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: Error): void;
}

/** The place that a request occupies on a connection. */
export interface RequestSlot {
  /** The request has ended: another may take its place. */
  release(): void;
}

/** Sends the requests of one user: one connection per origin, and more while requests overlap. */
export interface Transport {
  /** Whether the scheduler resumes users, after all responses of the same poll have been read. */
  readonly resumesViaScheduler: boolean;
  send(request: TransportRequest, handler: ResponseHandler): void;
  /** Closes all connections at once; pending requests fail with `reason`. Later requests open new connections. */
  drop(reason: Error): void;
}
