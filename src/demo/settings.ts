/** The options of the sample service. */
import { TslocError } from '../util/error.js';

/** The port on which the service is expected. */
export const DEMO_PORT = 8000;

/** How the service should behave. */
export interface DemoOptions {
  /** Default {@link DEMO_PORT}; 0 for any free one. */
  port?: number;
  /** It can be reached from this machine only. */
  host?: '127.0.0.1';
  /** The same seed gives the same latencies and failures. Default 1. */
  seed?: string | number;
  /** Share of the requests that are answered with a 500 on purpose, 0 … 1. Default 0. */
  errorRate?: number;
  /** The largest upload, in bytes, its form included. Default 10 MiB. */
  maxUploadBytes?: number;
  /** Multiplies every latency and the duration of the jobs; 0 for none. Default 1. */
  latencyScale?: number;
  /** How long a token holds, in seconds. Default 900. */
  tokenSeconds?: number;
}

/** All options, decided. */
export type DemoSettings = Required<DemoOptions>;

/** `options` with the defaults filled in. @throws TslocError `BAD_OPTION` for a value that makes no sense */
export function settingsOf(options: DemoOptions): DemoSettings {
  const { port = DEMO_PORT, host = '127.0.0.1', seed = 1, errorRate = 0, latencyScale = 1 } = options;
  const { maxUploadBytes = 10 * 1024 * 1024, tokenSeconds = 900 } = options;
  demand(Number.isInteger(port) && port >= 0 && port <= 65_535, 'port', 'a port number from 0 to 65535', port);
  demand(errorRate >= 0 && errorRate <= 1, 'errorRate', 'a share from 0 to 1', errorRate);
  demand(latencyScale >= 0 && latencyScale < Number.POSITIVE_INFINITY, 'latencyScale', 'at least 0', latencyScale);
  demand(maxUploadBytes >= 0, 'maxUploadBytes', 'at least 0', maxUploadBytes);
  demand(tokenSeconds >= 0, 'tokenSeconds', 'at least 0', tokenSeconds);
  return { port, host, seed, errorRate, latencyScale, maxUploadBytes, tokenSeconds };
}

function demand(holds: boolean, name: string, expected: string, value: unknown): void {
  if (holds) return;
  const message = `Expected ${name} of the sample service to be ${expected}, got ${value}.`;
  throw new TslocError('BAD_OPTION', message, { exitCode: 2 });
}
