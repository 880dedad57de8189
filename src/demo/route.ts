/** What a route is: the contract between the router, the responder and the routes. */
import type { IncomingHttpHeaders } from 'node:http';

/** A request, read in full. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  /** What stood for the `:name` parts of the pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** An answer; `json` is sent as the body. */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One method of one path. */
export interface Route {
  readonly method: string;
  /** The path with `:name` for the parts that vary: `/files/:id`. */
  readonly pattern: string;
  /** Typical (median) time that the answer takes, in ms. */
  readonly typicalMs: number;
  /** The largest body, in bytes; small where it is not given. */
  readonly maxBodyBytes?: number;
  /** Answered at once, and neither counted nor failed on purpose: for whoever watches the service. */
  readonly backstage?: true;
  /** @throws Refusal for a request that is not granted */
  handle(call: Call): Reply | Promise<Reply>;
}

/** Makes routes that `check` guards: it throws a Refusal, or lets the call pass. */
export function routesBehind(check: (headers: IncomingHttpHeaders) => void) {
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
