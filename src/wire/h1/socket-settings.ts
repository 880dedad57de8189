/** What all users of a class share: how to connect, how long to wait, and what was learnt on the way. */
import { type Endpoint, endpointOf } from '../network/endpoint.js';
import { HeadMemory } from './head-memory.js';
import { RequestHeads } from './request-head.js';
import { SocketWatch } from './socket-watch.js';

/** How connections are made. Times in ms. */
export interface SocketOptions {
  readonly connectTimeout: number;
  /** The longest silence while an answer is due. */
  readonly readTimeout: number;
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
export const patientOptions: SocketOptions = {
  connectTimeout: Number.POSITIVE_INFINITY,
  readTimeout: Number.POSITIVE_INFINITY,
  retries: 0,
  resends: false,
  insecure: false,
  connections: 10,
  proxy: null,
};

/** An origin, and what is known of it. */
export interface Origin {
  readonly endpoint: Endpoint;
  readonly heads: RequestHeads;
  /** What it has answered lately. */
  readonly answers: HeadMemory;
  /** Of TLS, to resume. */
  session: Buffer | null;
  /** The tick until which it is expected to close connections without a word, right after an answer. */
  hangsUpUntil: number;
}

/** One for all users of a class. */
export class SocketSettings {
  readonly options: SocketOptions;
  readonly watch: SocketWatch;
  readonly connectTicks: number;
  readonly readTicks: number;
  readonly #origins = new Map<string, Origin>();

  constructor(options: SocketOptions) {
    const { connectTimeout, readTimeout } = options;
    const periodMs = Math.min(1_000, Math.max(10, Math.min(connectTimeout, readTimeout) / 10));
    this.options = options;
    this.watch = new SocketWatch(periodMs);
    this.connectTicks = Math.ceil(connectTimeout / periodMs);
    this.readTicks = Math.ceil(readTimeout / periodMs);
  }

  origin(name: string): Origin {
    let origin = this.#origins.get(name);
    if (origin === undefined) {
      const endpoint = endpointOf(name);
      const heads = new RequestHeads(endpoint.authority);
      origin = { endpoint, heads, answers: new HeadMemory(), session: null, hangsUpUntil: 0 };
      this.#origins.set(name, origin);
    }
    return origin;
  }
}
