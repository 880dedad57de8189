/** The state that all users of a class share: how to connect, timeouts, and what is known about each origin. */

import { type Endpoint, parseEndpoint } from '../network/endpoint.js';
import { StaleTracker } from '../resend-rules.js';
import { TimeoutTicker } from '../timeout-ticker.js';
import { HeadCache } from './head-cache.js';
import { RequestHeads } from './request-head.js';

/** How connections are made and used. */
export interface SocketOptions {
  readonly connectTimeoutMs: number;
  /** The maximum time without a byte sent or received while a request is pending. */
  readonly readTimeoutMs: number;
  /** How many times a request that received no byte of a response is sent again. */
  readonly retries: number;
  /** Whether to accept any certificate. */
  readonly insecure: boolean;
  /** The maximum number of connections from one user to one origin. */
  readonly connections: number;
  /** An HTTP proxy for every origin, used with CONNECT. */
  readonly proxy: { readonly host: string; readonly port: number } | null;
}

/** No timeouts and no retries, as in Locust's HttpUser; after a stale connection, an idempotent request whose body can be read again is sent again, once. */
export const defaultSocketOptions: SocketOptions = {
  connectTimeoutMs: Number.POSITIVE_INFINITY,
  readTimeoutMs: Number.POSITIVE_INFINITY,
  retries: 0,
  insecure: false,
  connections: 10,
  proxy: null,
};

/** An origin, and what is known about it. */
export interface Origin {
  readonly endpoint: Endpoint;
  readonly requestHeads: RequestHeads;
  /** Heads of its latest responses. */
  readonly responseHeads: HeadCache;
  /** The last TLS session, for resumption. */
  tlsSession: Buffer | null;
  /** Tracks whether the server closes idle connections without notice; its times are in ticks. */
  readonly stale: StaleTracker;
}

/** For how long a server that has closed an idle connection without notice is expected to do so again. */
const staleTicks = 60;

/** Shared by all users of a class. */
export class SocketSettings {
  readonly options: SocketOptions;
  readonly ticker: TimeoutTicker;
  readonly connectTicks: number;
  readonly readTicks: number;
  readonly #origins = new Map<string, Origin>();

  constructor(options: SocketOptions) {
    const { connectTimeoutMs, readTimeoutMs } = options;
    const periodMs = Math.min(1_000, Math.max(10, Math.min(connectTimeoutMs, readTimeoutMs) / 10));
    this.options = options;
    this.ticker = new TimeoutTicker(periodMs);
    this.connectTicks = Math.ceil(connectTimeoutMs / periodMs);
    this.readTicks = Math.ceil(readTimeoutMs / periodMs);
  }

  origin(name: string): Origin {
    let origin = this.#origins.get(name);
    if (origin === undefined) {
      const endpoint = parseEndpoint(name);
      const requestHeads = new RequestHeads(endpoint.authority);
      origin = {
        endpoint,
        requestHeads,
        responseHeads: new HeadCache(),
        tlsSession: null,
        stale: new StaleTracker(staleTicks),
      };
      this.#origins.set(name, origin);
    }
    return origin;
  }
}
