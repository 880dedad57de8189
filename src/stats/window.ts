/** What Locust calls "current": rates over ten whole seconds, and percentiles of about the last ten seconds. */
import type { Histogram } from './histogram.js';
import type { HistogramSnapshot } from './histogram-snapshot.js';

const ringSeconds = 16;

/** Counts per epoch second, for the last sixteen seconds up to the newest counted one. */
export class RateWindow {
  readonly #counts = new Uint32Array(ringSeconds);
  #newestSecond = 0;

  /** Counts `times` in `second` (epoch); ignored if it is older than the window. */
  add(second: number, times = 1): void {
    if (second > this.#newestSecond) this.#advance(second);
    else if (second <= this.#newestSecond - ringSeconds) return;
    (this.#counts[second % ringSeconds] as number) += times;
  }

  /**
   * Per second, over the seconds from `max(last − 12, start)` up to `last − 3`: `last` is the whole second of the newest
   * request of all, `start` that of the start of statistics. Source: Locust's current_rps.
   */
  rate(last: number, start: number): number {
    const from = Math.max(last - 12, start);
    const to = last - 3;
    let sum = 0;
    for (let second = from; second <= to; second++) sum += this.#countIn(second);
    return sum / Math.max(to - from + 1, 1);
  }

  /** Seconds with at least one count, and their counts, ascending. */
  counts(): [second: number, times: number][] {
    const counts: [number, number][] = [];
    for (let second = Math.max(0, this.#newestSecond - ringSeconds + 1); second <= this.#newestSecond; second++) {
      const times = this.#countIn(second);
      if (times > 0) counts.push([second, times]);
    }
    return counts;
  }

  #countIn(second: number): number {
    if (second > this.#newestSecond || second <= this.#newestSecond - ringSeconds) return 0;
    return this.#counts[second % ringSeconds] as number;
  }

  #advance(second: number): void {
    for (let skipped = Math.max(this.#newestSecond + 1, second - ringSeconds + 1); skipped <= second; skipped++) {
      this.#counts[skipped % ringSeconds] = 0;
    }
    this.#newestSecond = second;
  }
}

const windowSeconds = 10;
const maxSnapshots = windowSeconds + 10;

/** Snapshots of one histogram, at most one a second: percentiles of what was recorded after one of them. */
export class PercentileWindow {
  readonly #snapshots = new Map<number, HistogramSnapshot>();

  /** Keeps the state at the end of `second`. */
  remember(second: number, histogram: Histogram): void {
    this.#snapshots.set(second, histogram.snapshot());
    if (this.#snapshots.size <= maxSnapshots) return;
    const [oldest] = this.#snapshots.keys();
    this.#snapshots.delete(oldest as number);
  }

  /** The snapshot of about ten seconds before `second`; undefined if none is near enough. */
  startOf(second: number): HistogramSnapshot | undefined {
    for (const candidate of this.#candidates(second)) {
      const snapshot = this.#snapshots.get(candidate);
      if (snapshot !== undefined) return snapshot;
    }
    return undefined;
  }

  /** Locust's order: ten seconds back, then one more, one less, two more, two less… */
  *#candidates(second: number): Generator<number> {
    yield second - windowSeconds;
    for (let offset = 1; offset < 9; offset++) {
      yield second - windowSeconds - offset;
      yield second - windowSeconds + offset;
    }
  }
}
