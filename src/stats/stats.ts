/** The running statistics of a run: counts requests on the hot path, under Locust's names: Locust's RequestStats. */
import { rejectLocustNames } from '../util/locust-names.js';
import { steadyEpochSeconds } from '../util/loop/clock.js';
import { compareText } from '../util/text/compare-text.js';
import type { StatsDelta } from './delta.js';
import { Entry } from './entry.js';
import { Exceptions } from './exceptions.js';
import { Failures } from './failures.js';
import { Metrics } from './metrics/metrics.js';
import { outcomeOf } from './outcomes.js';
import { PercentileLists } from './percentiles.js';
import type { Sample } from './sample.js';

/** How much to keep. */
export interface StatsOptions {
  /** Keep the percentiles of the last ten seconds for each entry from its start, not for the total alone. */
  windowedEntries?: boolean;
}

/** All that was measured: `environment.stats`. */
export class Stats extends PercentileLists {
  /** All requests together, called `Aggregated`. */
  readonly total: Entry;
  readonly failures = new Failures();
  readonly exceptions = new Exceptions();
  /** What the test records itself. */
  readonly metrics: Metrics;
  /** Counted beside the rows, and only those that {@link recordFor} names: they are in no table. */
  readonly groups = new Map<string, Entry>();
  readonly #entries = new Map<string, Map<string, Entry>>();
  /** Those that `get` has returned before their first request, by name and method. */
  readonly #unlisted = new Map<string, Entry>();
  readonly #windowedEntries: boolean;
  /** How often everything was dropped or set to 0: what was measured before cannot be compared with what follows. */
  resets = 0;
  /** Called with what {@link absorb} has added. */
  onAbsorbed: ((delta: StatsDelta) => void) | null = null;
  #entryCount = 0;
  #sorted: readonly Entry[] | null = null;

  constructor(options: StatsOptions = {}, at = steadyEpochSeconds()) {
    super();
    this.#windowedEntries = options.windowedEntries ?? false;
    this.total = new Entry('Aggregated', '', at);
    this.total.keepWindow(at);
    this.metrics = new Metrics(at);
  }

  /** Counts one finished request, at the epoch second `at`. */
  record(sample: Sample, at = steadyEpochSeconds()): void {
    const entry = this.#find(sample.name, sample.requestType) ?? this.#create(sample.name, sample.requestType, at);
    const { responseTime, responseLength, exception } = sample;
    const outcome = outcomeOf(sample);
    this.total.record(responseTime, responseLength, at, outcome);
    entry.record(responseTime, responseLength, at, outcome);
    if (exception === null) return;
    this.total.recordFailure(at);
    entry.recordFailure(at);
    this.failures.record(sample.requestType, sample.name, exception, at);
  }

  /** Counts a request in groups such as `user Shopper`, at the epoch second `at`. */
  recordFor(groups: readonly string[], sample: Sample, at = steadyEpochSeconds()): void {
    const { responseTime, responseLength, exception } = sample;
    for (const name of groups) {
      const entry = this.#group(name, at);
      entry.record(responseTime, responseLength, at, outcomeOf(sample));
      if (exception !== null) entry.recordFailure(at);
    }
  }

  /** The entry of a name and method, which counts what follows; in no report until something was recorded for them. */
  get(name: string, method: string): Entry {
    const known = this.#find(name, method) ?? this.#unlisted.get(keyOf(name, method));
    if (known !== undefined) return known;
    const entry = new Entry(name, method, steadyEpochSeconds(), this.total);
    this.#unlisted.set(keyOf(name, method), entry);
    return entry;
  }

  /** Whether something was recorded for a name and method. */
  has(name: string, method: string): boolean {
    return this.#find(name, method) !== undefined;
  }

  /** How many entries there are, without the total. */
  get entryCount(): number {
    return this.#entryCount;
  }

  /** Every entry but the total, in first-seen order of names. */
  get entries(): Entry[] {
    return [...this.#entries.values()].flatMap((byMethod) => [...byMethod.values()]);
  }

  /** The same, sorted by name, then method; sorted again only after another was created. */
  get sortedEntries(): readonly Entry[] {
    this.#sorted ??= this.entries.sort(byNameAndMethod);
    return this.#sorted;
  }

  get numRequests(): number {
    return this.total.numRequests;
  }

  get numNoneRequests(): number {
    return this.total.numNoneRequests;
  }

  get numFailures(): number {
    return this.total.numFailures;
  }

  get lastRequestTimestamp(): number | null {
    return this.total.lastRequestTimestamp;
  }

  get startTime(): number {
    return this.total.startTime;
  }

  /** What was measured since the last call, as plain data; resets everything to `at`, entries stay listed. */
  drain(at = steadyEpochSeconds()): StatsDelta {
    const used = this.entries.filter((entry) => entry.numRequests > 0 || entry.numFailures > 0);
    return {
      total: this.total.drain(at),
      entries: used.map((entry) => entry.drain(at)),
      groups: [...this.groups.values()].map((entry) => entry.drain(at)),
      failures: this.failures.drain(),
      exceptions: this.exceptions.drain(),
      metrics: this.metrics.drain(),
    };
  }

  /** Adds what another process measured, exactly: as if all of it had been recorded here. */
  absorb(added: StatsDelta): void {
    const { total, entries, groups = [], failures, exceptions, metrics } = added;
    this.total.absorb(total);
    for (const delta of entries) {
      const { name, method, startTime } = delta;
      (this.#find(name, method) ?? this.#create(name, method, startTime)).absorb(delta);
    }
    for (const delta of groups) this.#group(delta.name, delta.startTime).absorb(delta);
    this.failures.absorb(failures);
    this.exceptions.absorb(exceptions);
    this.metrics.absorb(metrics);
    this.onAbsorbed?.(added);
  }

  /** Drops everything: a new test starts. */
  clearAll(at = steadyEpochSeconds()): void {
    this.resets++;
    this.#entries.clear();
    this.#unlisted.clear();
    this.#entryCount = 0;
    this.#sorted = null;
    this.groups.clear();
    this.total.reset(at);
    this.failures.clear();
    this.exceptions.clear();
    this.metrics.clear(at);
  }

  /**
   * Sets every entry to 0, but keeps it listed, and empties custom trends and rates; exceptions, counters and gauges stay.
   * What `--reset-stats` does once all users have been started.
   */
  resetAll(at = steadyEpochSeconds()): void {
    this.resets++;
    this.total.reset(at);
    for (const entry of [...this.entries, ...this.groups.values()]) entry.reset(at);
    this.failures.clear();
    this.metrics.reset();
  }

  #group(name: string, at: number): Entry {
    let entry = this.groups.get(name);
    if (entry === undefined) {
      entry = new Entry(name, '', at, this.total);
      this.groups.set(name, entry);
    }
    return entry;
  }

  #find(name: string, method: string): Entry | undefined {
    return this.#entries.get(name)?.get(method);
  }

  #create(name: string, method: string, at: number): Entry {
    const entry = this.#takeUnlisted(name, method, at) ?? new Entry(name, method, at, this.total);
    if (this.#windowedEntries) entry.keepWindow(at);
    this.#sorted = null;
    this.#entryCount++;
    const byMethod = this.#entries.get(name);
    if (byMethod === undefined) this.#entries.set(name, new Map([[method, entry]]));
    else byMethod.set(method, entry);
    return entry;
  }

  #takeUnlisted(name: string, method: string, at: number): Entry | undefined {
    if (this.#unlisted.size === 0) return undefined;
    const key = keyOf(name, method);
    const entry = this.#unlisted.get(key);
    this.#unlisted.delete(key);
    if (entry !== undefined) entry.startTime = at;
    return entry;
  }
}

rejectLocustNames(Stats.prototype, 'stats');

function keyOf(name: string, method: string): string {
  return JSON.stringify([name, method]);
}

function byNameAndMethod(a: Entry, b: Entry): number {
  return compareText(a.name, b.name) || compareText(a.method, b.method);
}
