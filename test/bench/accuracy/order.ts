/** The settings of an accuracy bench client. */

/** As JSON, the only argument of its process. */
export interface Order {
  /** The server. */
  readonly host: string;
  readonly kind: 'FastHttpUser' | 'HttpUser' | 'node:net';
  readonly users: number;
  /** Seconds that a user waits between two requests, on average. */
  readonly wait: number;
  /** Of measurement. */
  readonly seconds: number;
  /** Milliseconds for which another user blocks the event loop, five times a second. */
  readonly block: number;
}

/** The settings of this process. */
export function order(): Order {
  return JSON.parse(process.argv[2] as string) as Order;
}
