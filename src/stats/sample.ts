/** One finished request: flat plain data, passed synchronously from the client to the listeners of `request`. */

/** The argument of the `request` event; Locust's argument names in camelCase. */
export interface Sample {
  /** Method or protocol: `GET`, `WS`, `grpc`… */
  requestType: string;
  /** The name it is grouped under. */
  name: string;
  /** Milliseconds, fractions included; null counts the request without a time. */
  responseTime: number | null;
  /** Bytes of the decoded body. */
  responseLength: number;
  /** What went wrong; null for a success. */
  exception: Error | string | null;
  /** HTTP status; absent or 0 where there was no response, and in other protocols. */
  status?: number;
  /** When it was sent, epoch seconds. */
  startTime: number;
  /** The URL as sent, before redirects. */
  url: string;
  /** What the user attached to the request. */
  context: Readonly<Record<string, unknown>>;
  /** The client's response object, if it has one. */
  response: unknown;
}
