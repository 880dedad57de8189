/** Rules for the fields of a sample, from any client: other values would corrupt the statistics. */
import { allow, integerBetween, numberBetween, type Rules, rule, string } from '../util/rules.js';
import { isError } from '../util/thrown.js';
import type { Sample } from './sample.js';

/** A histogram counts exact microseconds, so this is the longest response time it can hold: 285 years. */
const maxResponseTimeMs = Math.trunc(Number.MAX_SAFE_INTEGER / 1_000);
/** The last second that a Date can hold. */
const maxEpochSeconds = 8.64e12;

const milliseconds = numberBetween(0, maxResponseTimeMs);
const bytes = numberBetween(0, Number.MAX_SAFE_INTEGER);
const epochSeconds = numberBetween(-maxEpochSeconds, maxEpochSeconds);

/** Rules of the fields that are counted or printed. */
export const sampleRules = {
  requestType: string,
  name: string,
  responseTime: allow(rule('ms of 0 or more', milliseconds.accepts), null),
  responseLength: rule('bytes, 0 or more', bytes.accepts),
  exception: rule(
    'an Error, a string or null',
    (value) => value === null || string.accepts(value) || isErrorLike(value),
  ),
  status: integerBetween(0, 999),
  startTime: rule('epoch seconds', epochSeconds.accepts),
  url: string,
} as const satisfies Partial<Rules<keyof Sample>>;

/** Also true for an error of another realm, which is not `instanceof Error` here, and for one whose message cannot be read. */
function isErrorLike(value: unknown): boolean {
  if (isError(value)) return true;
  try {
    const { name, message } = Object(value) as Partial<Error>;
    return string.accepts(name) && string.accepts(message);
  } catch {
    return false; // a getter that throws
  }
}
