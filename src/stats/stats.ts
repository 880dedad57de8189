/** Running totals of a run: gathers samples on the hot path, shows them when asked. */
import { epochSeconds } from '../util/loop/clock.js';
import { Entry } from './entry.js';
import { Exceptions } from './exceptions.js';
import { Failures } from './failures.js';
import type { Sample } from './sample.js';

/** How much to keep. */
export interface StatsOptions {
  /** Keep the sliding window of percentiles for each entry, not for the total alone. */
  windowedEntries?: boolean;
}

/** All that was measured; Locust's RequestStats. */
export class Stats {
  readonly total: Entry;
  readonly failures = new Failures();
  readonly exceptions = new Exceptions();
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #windowedEntries: boolean;

  constructor(options: StatsOptions = {}, at = epochSeconds()) {
    this.#windowedEntries = options.windowedEntries ?? false;
    this.total = new Entry('Aggregated', '', at, true);
  }

  /** Counts one finished request, at the epoch second `at`. */
  record(sample: Sample, at = epochSeconds()): void {
    const entry = this.entry(sample.name, sample.requestType, at);
    const { responseTime, responseLength, exception } = sample;
    this.total.record(responseTime, responseLength, at);
    entry.record(responseTime, responseLength, at);
    if (exception === null) return;
    this.total.recordFailure(at);
    entry.recordFailure(at);
    this.failures.record(sample.requestType, sample.name, exception, at);
  }

  /** The entry of a name and method, created at its first use. */
  entry(name: string, method: string, at = epochSeconds()): Entry {
    const known = this.#entries.get(name)?.get(method);
    return known ?? this.#create(name, method, at);
  }

  /** Every entry but the total, in first-seen order of names. */
  entries(): Entry[] {
    return [...this.#entries.values()].flatMap((byMethod) => [...byMethod.values()]);
  }

  /** Forgets everything: a new test starts. */
  clearAll(at = epochSeconds()): void {
    this.#entries.clear();
    this.total.reset(at);
    this.failures.clear();
    this.exceptions.clear();
  }

  /** Zeroes every entry but keeps it listed; exceptions stay. What `--reset-stats` does when all users are up. */
  resetAll(at = epochSeconds()): void {
    this.total.reset(at);
    for (const entry of this.entries()) entry.reset(at);
    this.failures.clear();
  }

  #create(name: string, method: string, at: number): Entry {
    const entry = new Entry(name, method, at, this.#windowedEntries);
    const byMethod = this.#entries.get(name);
    if (byMethod === undefined) this.#entries.set(name, new Map([[method, entry]]));
    else byMethod.set(method, entry);
    return entry;
  }
}
