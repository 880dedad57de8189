/** Gives users rows of data: accounts, search words, recordings. */
import { TslocError } from '../util/error.js';
import type { Random } from '../util/random.js';
import { Feed, type FeedRule, type OnEnd } from './feed.js';
import type { Strategy } from './row-sequence.js';
import { rowSourceOf } from './row-source.js';

/** How a feeder gives its rows. */
export interface FeederOptions {
  /**
   * `circular`: in order, from the first again after the last · `unique`: each row once, in order · `shuffle`: each row
   * once, in a random order · `random`: any row each time, drawn by each user for itself. `circular` by default, but
   * `unique` where `onEnd` is given.
   */
  readonly strategy?: Strategy;
  /**
   * When `unique` or `shuffle` has given every row: `stop` (default) ends the user that asks, `restart` begins again,
   * `error` throws `DATA_EXHAUSTED`. The others have no end: with them, only `restart` makes sense.
   */
  readonly onEnd?: OnEnd;
}

/** What a feeder needs to know of the user that asks: every User has it. */
export interface FeederUser {
  readonly random: Random;
  readonly environment: { readonly seed: string };
}

/** Rows for the users of this process; each run begins anew. */
export interface Feeder<T> {
  /**
   * The user's next row: `await accounts.next(this)`. The same seed gives the same rows in the same order. A row of a
   * file is the caller's own; one of an array is the item itself.
   * @throws {StopUser} after the last row, if `onEnd` is `stop`
   * @throws {TslocError} `DATA_EXHAUSTED`, `DATA_EMPTY`, `DATA_BROKEN`, `DATA_NOT_FOUND`, `BAD_FEEDER`
   */
  next(user: FeederUser): Promise<T>;
}

/** Something to go through that gives rows, or a function that makes one for each round. */
export type RowsGiven<T> = Iterable<T> | AsyncIterable<T> | (() => Iterable<T> | AsyncIterable<T>);

/**
 * Rows of a file, whose path starts at the working folder, or beside this file with
 * `new URL('accounts.csv', import.meta.url)`: `.csv` with a header (each row an object of texts), `.jsonl`
 * (a JSON value a line) or `.json` (an array, up to 128 MB). A `.csv` or `.jsonl` file may be larger than the memory:
 * `unique` and `circular` read it block by block; `random` and `shuffle` go through it once first, and keep 8 to 12
 * bytes a row. @throws {TslocError} `BAD_FEEDER`, `DATA_NOT_FOUND`
 */
export function feeder<T = Record<string, string>>(path: `${string}.csv`, options?: FeederOptions): Feeder<T>;
export function feeder<T = unknown>(path: string | URL, options?: FeederOptions): Feeder<T>;
/**
 * Rows of an array, or of something to iterate over: that is asked for a row only when a user needs it, but `random` and
 * `shuffle` keep all of it. @throws {TslocError} `BAD_FEEDER`
 */
export function feeder<T>(rows: RowsGiven<T>, options?: FeederOptions): Feeder<T>;
export function feeder(given: unknown, options: FeederOptions = {}): Feeder<unknown> {
  const rule = ruleOf(options);
  const source = rowSourceOf(given);
  const feeds = new WeakMap<object, Feed>();
  return {
    async next(user) {
      const { environment, random } = checkedUser(user);
      const feed = feeds.get(environment) ?? new Feed(source, rule, environment.seed);
      feeds.set(environment, feed);
      return feed.next(random);
    },
  };
}

const choices = {
  strategy: ['circular', 'unique', 'shuffle', 'random'],
  onEnd: ['stop', 'restart', 'error'],
} as const satisfies Record<keyof FeederOptions, readonly string[]>;

function ruleOf(options: FeederOptions): FeedRule {
  for (const name of Object.keys(options))
    if (!Object.hasOwn(choices, name)) throw badOption('strategy and onEnd as options', name);
  const onEnd = chosen('onEnd', options.onEnd);
  const usual = options.onEnd === undefined ? 'circular' : 'unique';
  const strategy = chosen('strategy', options.strategy ?? usual);
  const ends = strategy === 'unique' || strategy === 'shuffle';
  if (ends || options.onEnd === undefined || onEnd === 'restart') return { strategy, onEnd };
  throw badOption(`a strategy that comes to an end (unique or shuffle) with onEnd: '${onEnd}'`, strategy);
}

function chosen<N extends keyof typeof choices>(name: N, value: unknown): (typeof choices)[N][number] {
  const allowed: readonly (typeof choices)[N][number][] = choices[name];
  const found = value === undefined ? allowed[0] : allowed.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw badOption(`${name} to be one of ${allowed.join(', ')}`, JSON.stringify(value));
}

function badOption(expected: string, got: string): TslocError {
  return new TslocError('BAD_FEEDER', `Expected ${expected}, got ${got}.`);
}

function checkedUser(user: FeederUser | undefined): FeederUser {
  if (user?.random !== undefined && user.environment !== undefined) return user;
  const hint = 'Write next(this) in a user, next(this.user) in a task set.';
  throw new TslocError('BAD_FEEDER', 'Expected next to be given the user that asks, got something else.', { hint });
}
