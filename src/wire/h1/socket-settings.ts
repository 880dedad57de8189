/** What all users of a class share: how to connect, how long to wait, and what was learnt on the way. */
import { type Endpoint, parseEndpoint } from '../network/endpoint.js';
import { HeadCache } from './head-cache.js';
import { RequestHeads } from './request-head.js';
import { TimeoutTicker } from './timeout-ticker.js';

/** How connections are made. Times in ms. */
export interface SocketOptions {
  readonly connectTimeoutMs: number;
  /** The longest silence while an answer is due. */
  readonly readTimeoutMs: number;
  /** Requests that got no byte of an answer are sent so many times again. */
  readonly retries: number;
  /** True sends what is safe to do twice once more where a kept connection turns out to be closed. */
  readonly resends: boolean;
  /** True accepts any certificate. */
  readonly insecure: boolean;
  /** Connections of one user to one origin. */
  readonly connections: number;
  /** What leads to every origin, by CONNECT. */
  readonly proxy: { readonly host: string; readonly port: number } | null;
}

/** As Locust's HttpUser: a request may take as long as it takes, and none is sent twice. */
export const unlimitedOptions: SocketOptions = {
  connectTimeoutMs: Number.POSITIVE_INFINITY,
  readTimeoutMs: Number.POSITIVE_INFINITY,
  retries: 0,
  resends: false,
  insecure: false,
  connections: 10,
  proxy: null,
};

/** An origin, and what is known of it. */
export interface Origin {
  readonly endpoint: Endpoint;
  readonly requestHeads: RequestHeads;
  /** What it has answered lately. */
  readonly responseHeads: HeadCache;
  /** Of TLS, to resume. */
  tlsSession: Buffer | null;
  /** The tick until which it is expected to close connections without a word, right after an answer. */
  staleUntilTick: number;
}

/** One for all users of a class. */
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
      origin = { endpoint, requestHeads, responseHeads: new HeadCache(), tlsSession: null, staleUntilTick: 0 };
      this.#origins.set(name, origin);
    }
    return origin;
  }
}
