/** Reports any work as a request, with its time and its outcome. */

import { isSignal } from '../core/signals.js';
import type { Sample } from '../stats/sample.js';
import { messageOf, TslocError } from '../util/error.js';
import { epochSecondsAt, now } from '../util/loop/clock.js';
import { checkOptionNames } from '../util/method-options.js';
import { isError } from '../util/thrown.js';

/** Options of a measured request. */
export interface MeasureOptions<T> {
  /** Bytes of the response; 0 by default. If the function throws, the request fails. */
  readonly responseLength?: number | ((result: T) => number);
  /** Any data for listeners of `request`; empty by default. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What `measure` needs from its user. */
interface Measurer {
  /** The `request` event. */
  readonly hook: { fire(sample: Sample): void };
  /** Once it is aborted, the work is not reported: its test may be over. */
  readonly signal: AbortSignal;
}

const known: readonly (keyof MeasureOptions<unknown>)[] = ['responseLength', 'context'];

/**
 * Times `work` in ms and fires the hook once. Control signals such as StopUser are rethrown and not reported; anything
 * else that `work` throws is a failed request.
 * @throws {TslocError} `BAD_OPTION`; and the reason of `signal`, if it was aborted while `work` ran
 */
export async function measure<T>(
  { hook, signal }: Measurer,
  { requestType, name }: Pick<Sample, 'requestType' | 'name'>,
  work: () => T | Promise<T>,
  options?: MeasureOptions<T>,
): Promise<T | undefined> {
  if (options !== undefined) checkOptionNames('measure()', options, known);
  const { responseLength = 0, context = {} } = options ?? {};
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
    length = requireLength(typeof responseLength === 'function' ? responseLength(result) : responseLength);
  } catch (thrown) {
    if (isSignal(thrown)) throw thrown;
    if (signal.aborted) throw signal.reason;
    report(isError(thrown) ? thrown : messageOf(thrown), 0, undefined);
    return undefined;
  }
  if (signal.aborted) throw signal.reason;
  report(null, length, result);
  return result;
}

function requireLength(length: number): number {
  if (Number.isFinite(length) && length >= 0) return length;
  throw new TslocError('BAD_REQUEST_EVENT', `Expected responseLength to be 0 bytes or more, got ${length}.`);
}
