/** Gives users rows of data: accounts, search words, recordings. */
import type { Leases } from '../core/leases.js';
import { TslocError } from '../util/error.js';
import type { Random } from '../util/random.js';
import { describeValue, findUnknownKey, findViolation, oneOf, optional, type Rules } from '../util/rules.js';
import { Feed, type FeedSettings, type OnEnd } from './feed.js';
import { LeasedFeed } from './leased-feed.js';
import type { Strategy } from './row-order.js';
import { createRowSource, type RowSource } from './row-source.js';

/** How a feeder gives its rows. */
export interface FeederOptions {
  /**
   * `circular`: in order, starting over after the last · `unique`: each row once, in order · `shuffle`: each row once, in
   * random order · `random`: a random row each time, per user. `circular` by default, but `unique` with `onEnd`.
   */
  readonly strategy?: Strategy;
  /**
   * After the last row of `unique` or `shuffle`: `stop` (default) ends the calling user, `restart` starts over, `error`
   * throws `DATA_EXHAUSTED`. The other strategies have no end: only `restart` is valid.
   */
  readonly onEnd?: OnEnd;
}

/** What a feeder needs of the calling user; every User has it. */
export interface FeederUser {
  readonly random: Random;
  readonly environment: { readonly seed: string; readonly leases?: Leases | null };
  /** Ends the wait for a row that a master has to give. */
  readonly signal?: AbortSignal;
}

/** Rows for the users of this process, with `unique` and `shuffle` for those of all workers; each run starts at the beginning. */
export interface Feeder<T> {
  /**
   * The next row: `await accounts.next(this)`. The same seed gives the same rows in the same order. A row of a file is a
   * new object for each caller; a row of an array is the item itself.
   * @throws {StopUser} after the last row, if `onEnd` is `stop`
   * @throws {TslocError} `DATA_EXHAUSTED`, `DATA_EMPTY`, `DATA_BROKEN`, `DATA_NOT_FOUND`, `DATA_CHANGED`, `BAD_FEEDER`
   */
  next(user: FeederUser): Promise<T>;
}

/** An iterable of rows, or a function that makes one for each round. */
export type RowsGiven<T> = Iterable<T> | AsyncIterable<T> | (() => Iterable<T> | AsyncIterable<T>);

/**
 * Rows of a file: `.csv` with a header (each row an object of strings), `.jsonl` (a JSON value a line) or `.json` (an array,
 * up to 128 MB). A relative path starts at the working directory; `new URL('accounts.csv', import.meta.url)` names a file
 * beside this one. A `.csv` or `.jsonl` file may be larger than memory: `unique` and `circular` read it in blocks; `random`
 * and `shuffle` index it first, 8 to 12 bytes a row. @throws {TslocError} `BAD_FEEDER`, `DATA_NOT_FOUND`
 */
export function feeder<T = Record<string, string>>(path: `${string}.csv`, options?: FeederOptions): Feeder<T>;
export function feeder<T = unknown>(path: string | URL, options?: FeederOptions): Feeder<T>;
/**
 * Rows of an array or an iterable; a row is taken when a user needs it, but `random` and `shuffle` keep all in memory, and on
 * workers `unique` keeps those that it has taken from a generator.
 * @throws {TslocError} `BAD_FEEDER`
 */
export function feeder<T>(rows: RowsGiven<T>, options?: FeederOptions): Feeder<T>;
export function feeder(given: unknown, options: FeederOptions = {}): Feeder<unknown> {
  const checked = settingsOf(options);
  const source = createRowSource(given);
  const settings = withOrderName(checked, source, given);
  const feeds = new WeakMap<object, Feed | LeasedFeed>();
  const series = nameSeries(source, settings);
  return {
    async next(user) {
      const { environment, random } = requireUser(user);
      let feed = feeds.get(environment);
      if (feed === undefined) {
        const { leases, seed } = environment;
        const isLeased = hasEnd(settings.strategy) && leases?.isShared;
        feed = isLeased ? new LeasedFeed(source, settings, seed, { leases, series }) : new Feed(source, settings, seed);
        feeds.set(environment, feed);
      }
      return feed.next(random, user);
    },
  };
}

/** By kind. Feeders are counted in the order in which they are made: the same on all nodes with the same files. */
const feederCounts = new Map<string, number>();

function nameSeries({ name }: RowSource, { strategy, onEnd }: FeedSettings): string {
  const kind = `feeder ${strategy} ${onEnd} ${name}`;
  return `${kind} ${countFeeder(kind)}`;
}

/** By the given array or iterable. */
const orderNames = new WeakMap<object, string>();

/** Arrays have no names: each has an order of its own, so that the rows of two are not always paired. */
function withOrderName(settings: FeedSettings, { name }: RowSource, given: unknown): FeedSettings {
  if (settings.strategy !== 'shuffle' || typeof given === 'string' || given instanceof URL) return settings;
  const rows = given as object;
  const known = orderNames.get(rows);
  if (known !== undefined) return { ...settings, orderName: known };
  const number = countFeeder(`order ${name}`);
  const orderName = number === 0 ? name : `${name} ${number}`;
  orderNames.set(rows, orderName);
  return { ...settings, orderName };
}

/** How many feeders of this kind were made before. */
function countFeeder(kind: string): number {
  const number = feederCounts.get(kind) ?? 0;
  feederCounts.set(kind, number + 1);
  return number;
}

/** True for strategies that give each row once. */
function hasEnd(strategy: Strategy): boolean {
  return strategy === 'unique' || strategy === 'shuffle';
}

const strategies = ['circular', 'unique', 'shuffle', 'random'] as const;
const ends = ['stop', 'restart', 'error'] as const;

const rules: Rules<keyof FeederOptions> = { strategy: optional(oneOf(strategies)), onEnd: optional(oneOf(ends)) };

function settingsOf(options: FeederOptions): FeedSettings {
  const unknown = findUnknownKey(options, Object.keys(rules));
  if (unknown !== undefined) throw badOptionError('strategy and onEnd as options', unknown);
  const violation = findViolation(options, rules);
  if (violation !== null) throw badOptionError(`${violation.name} to be ${violation.rule.expected}`, violation.value);
  const { onEnd, strategy = onEnd === undefined ? 'circular' : 'unique' } = options;
  if (hasEnd(strategy) || onEnd === undefined || onEnd === 'restart') return { strategy, onEnd: onEnd ?? 'stop' };
  throw badOptionError(`a strategy that has an end (unique or shuffle) with onEnd: '${onEnd}'`, strategy);
}

function badOptionError(expected: string, value: unknown): TslocError {
  return new TslocError('BAD_FEEDER', `Expected ${expected}, got ${describeValue(value)}.`);
}

function requireUser(user: FeederUser | undefined): FeederUser {
  if (user?.random !== undefined && user.environment !== undefined) return user;
  const hint = 'Write next(this) in a user, next(this.user) in a task set.';
  throw new TslocError('BAD_FEEDER', 'Expected next() to get the calling user, got something else.', { hint });
}
