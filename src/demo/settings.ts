/** The options of the sample service. */
import { TslocError } from '../util/error.js';
import {
  allow,
  boolean,
  findViolation,
  finiteNumber,
  integerBetween,
  nonNegativeInteger,
  nonNegativeNumber,
  numberBetween,
  oneOf,
  optional,
  positiveNumber,
  type Rules,
  rule,
  string,
  violationMessage,
} from '../util/rules.js';
import { parseRateLimit } from './faults/rate-limit.js';

/** The default port. */
export const DEMO_PORT = 8000;

/** How the service behaves. */
export interface DemoOptions {
  /** Default {@link DEMO_PORT}; 0 for any free one. */
  port?: number;
  /** Loopback only. */
  host?: '127.0.0.1';
  /** The same seed gives the same latencies and failures. Default 1. */
  seed?: string | number;
  /** Share of the requests that are answered with 500, 0 … 1. Default 0. */
  errorRate?: number;
  /** The largest upload, in bytes, including the form. Default 10 MiB. */
  maxUploadBytes?: number;
  /** Multiplies every latency and the duration of the jobs; 0 for none. Default 1. */
  latencyScale?: number;
  /** Lifetime of a token, in seconds. Default 900. */
  tokenSeconds?: number;
  /** Requests above this rate are answered with 429 and Retry-After: `100/s`, `600/m`, `1000/h`. Default null, no limit. */
  rateLimit?: string | null;
  /** Requests per second that can be served; more wait in a queue, for 30 s at most. Default null, any number. */
  capacity?: number | null;
  /** After this many requests, each one takes a second longer. Default null, never. */
  slowAfter?: number | null;
  /** Keeps 16 KiB of each request, and answers with 503 from 64 MiB on. Default false. */
  leak?: boolean;
  /** Each request makes the later ones 0.1 ms slower, up to 5 s. Default false. */
  degrade?: boolean;
}

/** All options, with their defaults. */
export type DemoSettings = Required<DemoOptions>;

const fromZero = optional(nonNegativeNumber);

const rules: Rules<keyof DemoOptions> = {
  port: optional(integerBetween(0, 65_535)),
  host: optional(oneOf(['127.0.0.1'])),
  seed: optional(rule('a string or a number', (value) => string.accepts(value) || finiteNumber.accepts(value))),
  errorRate: optional(numberBetween(0, 1)),
  maxUploadBytes: fromZero,
  latencyScale: fromZero,
  tokenSeconds: fromZero,
  rateLimit: optional(allow(string, null)),
  capacity: optional(allow(positiveNumber, null)),
  slowAfter: optional(allow(nonNegativeInteger, null)),
  leak: optional(boolean),
  degrade: optional(boolean),
};

/** `options` with the defaults filled in. @throws TslocError `BAD_OPTION`, `BAD_RATE_LIMIT` for an invalid value */
export function resolveSettings(options: DemoOptions): DemoSettings {
  const violation = findViolation(options, rules);
  if (violation !== null) {
    const message = violationMessage(`${violation.name} of the sample service`, violation.rule, violation.value);
    throw new TslocError('BAD_OPTION', message, { exitCode: 2 });
  }
  const { port = DEMO_PORT, host = '127.0.0.1', seed = 1, errorRate = 0, latencyScale = 1 } = options;
  const { maxUploadBytes = 10 * 1024 * 1024, tokenSeconds = 900 } = options;
  const { rateLimit = null, capacity = null, slowAfter = null, leak = false, degrade = false } = options;
  if (rateLimit !== null) parseRateLimit(rateLimit);
  const impairments = { rateLimit, capacity, slowAfter, leak, degrade };
  return { port, host, seed, errorRate, latencyScale, maxUploadBytes, tokenSeconds, ...impairments };
}
