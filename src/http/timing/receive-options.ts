/** Options for receiving a response: those of the session, and those of a request. */
import { TslocError } from '../../util/error.js';
import { now } from '../../util/loop/clock.js';
import type { ResponseHandler, TransportRequest } from '../../wire/transport.js';
import { AbortableHandler } from './abortable-handler.js';
import { PhaseRecorder } from './phases.js';
import { TimedHandler } from './timed-handler.js';
import { type Limits, limitsOf, type Timeout } from './timeout.js';

/** What can be set for a request, or on a session for all of its requests. */
export interface ReceiveSettings {
  maxBodyBytes?: number;
  timeout?: Timeout;
  phases?: boolean;
  signal?: AbortSignal;
  stream?: boolean;
}

/** Shared by all requests without such options. */
export interface ReceiveOptions {
  /** The limit of the body, decoded or not. */
  readonly maxBodyBytes: number;
  readonly timeout: Timeout;
  readonly limits: Limits | null;
  readonly phases: boolean;
  /** Aborts the request. */
  readonly signal: AbortSignal | null;
  /** The limit of a streamed body, decoded; null for a response that is read in full. */
  readonly maxStreamBytes: number | null;
  /** Whether the request needs {@link wrapHandler}. */
  readonly isWatched: boolean;
}

/** The defaults: a limit far above the size of usual responses. */
export const defaultReceiveOptions: ReceiveOptions = Object.freeze({
  maxBodyBytes: 256 * 1024 * 1024,
  timeout: null,
  limits: null,
  phases: false,
  signal: null,
  maxStreamBytes: null,
  isWatched: false,
});

/** `options`, completed from `defaults`. @throws {TslocError} `BAD_BODY_LIMIT`, `BAD_TIMEOUT` */
export function receiveOptionsFor(options: ReceiveSettings, defaults: ReceiveOptions): ReceiveOptions {
  if (!hasReceiveOptions(options)) return defaults;
  const { maxBodyBytes = defaults.maxBodyBytes, timeout = defaults.timeout, phases = defaults.phases } = options;
  const { signal = null } = options;
  const limits = timeout === defaults.timeout ? defaults.limits : limitsOf(timeout);
  // A stream is not kept in memory: only the limit of the request applies.
  const maxStreamBytes = options.stream === true ? (options.maxBodyBytes ?? Number.POSITIVE_INFINITY) : null;
  const isWatched = phases || limits !== null || signal !== null;
  return { maxBodyBytes: checkBodyLimit(maxBodyBytes), timeout, limits, phases, signal, maxStreamBytes, isWatched };
}

/** A handler that knows its request and keeps what records its phases. */
export interface RecordableHandler extends ResponseHandler {
  readonly request: TransportRequest;
  recorder: PhaseRecorder | null;
}

/** The handler that the transport gets instead of `exchange`. @param startedAt {@link now} at the start of the redirect chain */
export function wrapHandler(
  exchange: RecordableHandler,
  { phases, limits, signal }: ReceiveOptions,
  startedAt: number,
): ResponseHandler {
  const { origin } = exchange.request;
  if (phases) exchange.recorder = new PhaseRecorder(exchange, now());
  let handler: ResponseHandler = exchange.recorder ?? exchange;
  if (signal !== null) handler = new AbortableHandler(handler, signal);
  return limits === null ? handler : new TimedHandler(handler, limits, origin, startedAt);
}

function hasReceiveOptions({ maxBodyBytes, timeout, phases, signal, stream }: ReceiveSettings): boolean {
  const hasLimits = maxBodyBytes !== undefined || timeout !== undefined || signal !== undefined;
  return hasLimits || phases !== undefined || stream === true;
}

function checkBodyLimit(maxBodyBytes: number): number {
  if (typeof maxBodyBytes === 'number' && maxBodyBytes >= 1) return maxBodyBytes;
  const hint = 'Infinity means no limit.';
  throw new TslocError('BAD_BODY_LIMIT', `Expected maxBodyBytes of 1 or more, got ${maxBodyBytes}.`, { hint });
}
