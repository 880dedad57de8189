/** Any work as a request: timed, and reported whatever becomes of it. */
import { isSignal } from '../core/signals.js';
import type { Sample } from '../stats/sample.js';
import { messageOf, TslocError } from '../util/error.js';
import { epochSecondsAt, now } from '../util/loop/clock.js';

/** What may be said of the request. */
export interface MeasureOptions<T> {
  /** Bytes of the answer; 0 by default. A function that fails makes the request fail. */
  readonly responseLength?: number | ((result: T) => number);
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Who asks. */
interface Measurer {
  /** The part of a hook that is needed. */
  readonly hook: { fire(sample: Sample): void };
  /** Aborted once the work is to be cut off: what that makes it throw is nobody's failure. */
  readonly signal: AbortSignal;
}

/**
 * Times `work` in ms and fires the hook once. Signals pass, unreported; everything else that it throws is a failure.
 * @throws the reason of the signal, if it cut the work off
 */
export async function measure<T>(
  { hook, signal }: Measurer,
  { requestType, name }: Pick<Sample, 'requestType' | 'name'>,
  work: () => T | Promise<T>,
  { responseLength = 0, context = {} }: MeasureOptions<T> = {},
): Promise<T | undefined> {
  const startedAt = now();
  const report = (exception: Sample['exception'], length: number, response: unknown) =>
    hook.fire({
      requestType,
      name,
      responseTime: now() - startedAt,
      responseLength: length,
      exception,
      startTime: epochSecondsAt(startedAt),
      url: '',
      context,
      response,
    });
  let result: T;
  let length: number;
  try {
    result = await work();
    length = checkedLength(typeof responseLength === 'function' ? responseLength(result) : responseLength);
  } catch (thrown) {
    if (isSignal(thrown)) throw thrown;
    if (signal.aborted) throw signal.reason;
    report(thrown instanceof Error ? thrown : messageOf(thrown), 0, undefined);
    return undefined;
  }
  report(null, length, result);
  return result;
}

function checkedLength(length: number): number {
  if (Number.isFinite(length) && length >= 0) return length;
  throw new TslocError('BAD_REQUEST_EVENT', `Expected responseLength to be bytes, 0 or more, got ${length}.`);
}
