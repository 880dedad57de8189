/** What a client of the truth bench is told to do. */

/** As JSON, the only argument of its process. */
export interface Order {
  /** The server. */
  readonly host: string;
  readonly kind: 'FastHttpUser' | 'HttpUser' | 'node:net';
  readonly users: number;
  /** Seconds that a user waits between two requests, on average. */
  readonly wait: number;
  /** To measure for. */
  readonly seconds: number;
  /** Milliseconds that another user holds up the event loop, five times a second. */
  readonly block: number;
}

/** What this process has been told. */
export function order(): Order {
  return JSON.parse(process.argv[2] as string) as Order;
}
