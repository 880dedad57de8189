/** The contract between the router, the responder and the routes. */
import type { IncomingHttpHeaders } from 'node:http';

/** A request with its whole body. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  /** Values of the `:name` segments of the pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** A response; `json` is sent as the body. */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One method of one path. */
export interface Route {
  readonly method: string;
  /** The path, with `:name` for variable segments: `/files/:id`. */
  readonly pattern: string;
  /** Median latency. */
  readonly typicalMs: number;
  /** Default 256 KiB. */
  readonly maxBodyBytes?: number;
  /** Without latency, faults and counting: for monitoring the service. */
  readonly isInternal?: true;
  /** @throws HttpError for a request that is refused */
  handle(call: Call): Reply | Promise<Reply>;
}

/** Makes routes that call `check` first, which throws an HttpError for an unauthorized request. */
export function guardRoutes(check: (headers: IncomingHttpHeaders) => void) {
  return (method: string, pattern: string, typicalMs: number, handle: Route['handle']): Route => ({
    method,
    pattern,
    typicalMs,
    handle(call) {
      check(call.headers);
      return handle(call);
    },
  });
}
