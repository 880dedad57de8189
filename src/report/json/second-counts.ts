/** Requests and failures of each row in each second, for JSON results: Locust's `num_reqs_per_sec`. */
import type { StatsDelta } from '../../stats/delta.js';
import type { Sample } from '../../stats/sample.js';
import type { Stats } from '../../stats/stats.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';

/** Counts by epoch second. */
export interface CountsBySecond {
  readonly requests: Map<number, number>;
  readonly failures: Map<number, number>;
}

/** The statistics of a run, as far as this follows them. */
export type CountedStats = Pick<Stats, 'startTime' | 'resets'>;

/** Counts samples of this process (a listener of `request`), or what workers have counted; empties itself when the statistics are reset. */
export class SecondCounter {
  readonly #byName = new Map<string, Map<string, CountsBySecond>>();
  readonly #stats: () => CountedStats;
  #resets = 0;

  /** `stats` are those that count the same requests. */
  constructor(stats: () => CountedStats) {
    this.#stats = stats;
  }

  /** To be called after the statistics have counted the sample. */
  readonly record = ({ name, requestType, exception }: Sample): void => {
    this.#followReset();
    const counts = this.#countsOf(name, requestType);
    const second = Math.trunc(steadyEpochSeconds());
    addCount(counts.requests, second, 1);
    if (exception !== null) addCount(counts.failures, second, 1);
  };

  /** Adds what a worker measured; to be called after the statistics have absorbed it. */
  readonly add = ({ entries }: Pick<StatsDelta, 'entries'>): void => {
    this.#followReset();
    const first = Math.trunc(this.#stats().startTime);
    const last = Math.trunc(steadyEpochSeconds());
    for (const { name, method, requestsPerSecond, failuresPerSecond } of entries) {
      const counts = this.#countsOf(name, method);
      // Seconds outside of the test come from a clock that is a little off, or would fill the memory.
      const within = (second: number) => Math.min(Math.max(second, first), last);
      for (const [second, times] of requestsPerSecond) addCount(counts.requests, within(second), times);
      for (const [second, times] of failuresPerSecond) addCount(counts.failures, within(second), times);
    }
  };

  get(name: string, method: string): CountsBySecond {
    this.#followReset();
    return this.#byName.get(name)?.get(method) ?? { requests: new Map(), failures: new Map() };
  }

  #followReset(): void {
    const { resets } = this.#stats();
    if (resets === this.#resets) return;
    this.#resets = resets;
    this.#byName.clear();
  }

  #countsOf(name: string, method: string): CountsBySecond {
    let ofName = this.#byName.get(name);
    if (ofName === undefined) {
      ofName = new Map();
      this.#byName.set(name, ofName);
    }
    let counts = ofName.get(method);
    if (counts === undefined) {
      counts = { requests: new Map(), failures: new Map() };
      ofName.set(method, counts);
    }
    return counts;
  }
}

function addCount(counts: Map<number, number>, second: number, times: number): void {
  counts.set(second, (counts.get(second) ?? 0) + times);
}
