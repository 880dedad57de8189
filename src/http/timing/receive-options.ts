/** How a response is to be received: what the session says, and what a request says of its own. */

import { TslocError } from '../../util/error.js';
import { now } from '../../util/loop/clock.js';
import type { ResponseHandler, TransportRequest } from '../../wire/transport.js';
import { AbortableHandler } from './abortable-handler.js';
import { PhaseRecorder } from './phases.js';
import { TimedHandler } from './timed-handler.js';
import { type Limits, limitsOf, type Timeout } from './timeout.js';

/** What a request, or a session for all of its requests, may ask for. */
export interface ReceiveSettings {
  maxBodyBytes?: number;
  timeout?: Timeout;
  phases?: boolean;
  signal?: AbortSignal;
  stream?: boolean;
}

/** Shared by all requests that ask for nothing of their own. */
export interface ReceiveOptions {
  /** Of the body, decoded or not. */
  readonly maxBodyBytes: number;
  readonly timeout: Timeout;
  readonly limits: Limits | null;
  readonly phases: boolean;
  /** Of the caller, who may give the request up. */
  readonly signal: AbortSignal | null;
  /** Bytes that a stream may have, decoded; null for a response that is read in full. */
  readonly maxStreamBytes: number | null;
  /** True if there is anything to look after while a request is under way. */
  readonly isWatched: boolean;
}

/** What holds where nobody says anything else: a limit far above what a page, a picture or an answer has. */
export const defaultReceiveOptions: ReceiveOptions = Object.freeze({
  maxBodyBytes: 256 * 1024 * 1024,
  timeout: null,
  limits: null,
  phases: false,
  signal: null,
  maxStreamBytes: null,
  isWatched: false,
});

/** What `options` ask for, the rest as in `defaults`. @throws {TslocError} `BAD_BODY_LIMIT`, `BAD_TIMEOUT` */
export function receiveOptionsFor(options: ReceiveSettings, defaults: ReceiveOptions): ReceiveOptions {
  if (!asksForAnything(options)) return defaults;
  const { maxBodyBytes = defaults.maxBodyBytes, timeout = defaults.timeout, phases = defaults.phases } = options;
  const { signal = null } = options;
  const limits = timeout === defaults.timeout ? defaults.limits : limitsOf(timeout);
  // What is not kept cannot fill the memory: of a stream, only a limit of its own counts.
  const maxStreamBytes = options.stream === true ? (options.maxBodyBytes ?? Number.POSITIVE_INFINITY) : null;
  const isWatched = phases || limits !== null || signal !== null;
  return { maxBodyBytes: checked(maxBodyBytes), timeout, limits, phases, signal, maxStreamBytes, isWatched };
}

/** A handler that knows its request and keeps what records its phases. */
export interface RecordableHandler extends ResponseHandler {
  readonly request: TransportRequest;
  recorder: PhaseRecorder | null;
}

/** What the transport is given instead of `exchange`. @param startedAt {@link now} when the whole began, redirects included */
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

function asksForAnything({ maxBodyBytes, timeout, phases, signal, stream }: ReceiveSettings): boolean {
  const asksForLimits = maxBodyBytes !== undefined || timeout !== undefined || signal !== undefined;
  return asksForLimits || phases !== undefined || stream === true;
}

function checked(maxBodyBytes: number): number {
  if (typeof maxBodyBytes === 'number' && maxBodyBytes >= 1) return maxBodyBytes;
  const hint = 'Infinity is no limit at all.';
  throw new TslocError('BAD_BODY_LIMIT', `Expected maxBodyBytes of 1 or more, got ${maxBodyBytes}.`, { hint });
}
