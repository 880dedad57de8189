/** The `request` event: fired for each finished request, by clients of ours and by those of your own. */
import { inspect } from 'node:util';
import type { Sample } from '../stats/sample.js';
import { TslocError } from '../util/error.js';
import { epochSeconds } from '../util/loop/clock.js';
import { Hook } from './hook.js';

/** What a client of your own says of a request; the rest has defaults. */
export type RequestArgument = Pick<Sample, 'requestType' | 'name' | 'responseTime'> & Partial<Sample>;

/** Listeners of finished requests. */
export class RequestHook extends Hook<Sample> {
  /**
   * Reports one request: it counts in every statistic. Without `startTime`, it has just finished; an empty text as its
   * exception is none.
   * @throws {TslocError} `BAD_REQUEST_EVENT` where type, name or time are missing, or anything is of the wrong kind
   */
  override fire(given: RequestArgument): void {
    check(given);
    const { requestType, name, responseTime } = given;
    this.report({
      requestType,
      name,
      responseTime,
      responseLength: given.responseLength ?? 0,
      exception: given.exception || null,
      startTime: given.startTime ?? epochSeconds() - (responseTime ?? 0) / 1000,
      url: given.url ?? '',
      context: given.context ?? {},
      response: given.response,
    });
  }

  /** The same for a sample that is complete: the hot path. */
  report(sample: Sample): void {
    super.fire(sample);
  }
}

type Rule = readonly [key: keyof Sample, holds: (value: unknown) => boolean, expected: string];

const isText = (value: unknown) => typeof value === 'string';
const isSize = (value: unknown) => Number.isFinite(value) && (value as number) >= 0;

const rules: readonly Rule[] = [
  ['requestType', isText, 'a text'],
  ['name', isText, 'a text'],
  ['responseTime', (value) => value === null || isSize(value), 'ms of 0 or more, or null'],
  ['responseLength', (value) => value == null || isSize(value), 'bytes, 0 or more'],
  ['exception', (value) => value == null || isText(value) || isErrorLike(value), 'an Error, a text or null'],
  ['startTime', (value) => value == null || Number.isFinite(value), 'epoch seconds'],
  ['url', (value) => value == null || isText(value), 'a text'],
];

/** Also true for an error of another realm, which is none to `instanceof`. */
function isErrorLike(value: unknown): boolean {
  const { name, message } = Object(value) as Partial<Error>;
  return isText(name) && isText(message);
}

function check(given: RequestArgument): void {
  for (const [key, holds, expected] of rules) {
    if (holds(given[key])) continue;
    const message = `Expected ${key} of a request event to be ${expected}, got ${inspect(given[key], { depth: 1 })}.`;
    throw new TslocError('BAD_REQUEST_EVENT', message);
  }
}
