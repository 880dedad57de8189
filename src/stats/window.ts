/** What Locust calls "current": rates of ten whole seconds, and percentiles of about the last ten seconds. */
import type { Histogram, HistogramSnapshot } from './histogram.js';

const ringSize = 16;

/** Counts per wall-clock second, of the last sixteen seconds that something was counted in. */
export class RateWindow {
  readonly #counts = new Uint32Array(ringSize);
  #last = 0;

  /** Counts one in `second` (epoch). */
  add(second: number): void {
    if (second > this.#last) this.#advance(second);
    else if (second <= this.#last - ringSize) return;
    (this.#counts[second % ringSize] as number)++;
  }

  /**
   * Per second, over the seconds from `max(last − 12, start)` up to `last − 3`: `last` and `start` are the whole
   * seconds of the newest request of all and of the start of statistics.
   */
  rate(last: number, start: number): number {
    const from = Math.max(last - 12, start);
    const to = last - 3;
    let sum = 0;
    for (let second = from; second <= to; second++) sum += this.#at(second);
    return sum / Math.max(to - from + 1, 1);
  }

  #at(second: number): number {
    if (second > this.#last || second <= this.#last - ringSize) return 0;
    return this.#counts[second % ringSize] as number;
  }

  #advance(second: number): void {
    for (let gone = Math.max(this.#last + 1, second - ringSize + 1); gone <= second; gone++) {
      this.#counts[gone % ringSize] = 0;
    }
    this.#last = second;
  }
}

const windowSeconds = 10;
const keptSnapshots = windowSeconds + 10;

/** Snapshots of one histogram, one a second, to tell the percentiles of what came after them. */
export class PercentileWindow {
  readonly #snapshots = new Map<number, HistogramSnapshot>();

  /** Keeps how things stood at the end of `second`. */
  remember(second: number, histogram: Histogram): void {
    this.#snapshots.set(second, histogram.snapshot());
    if (this.#snapshots.size <= keptSnapshots) return;
    const [oldest] = this.#snapshots.keys();
    this.#snapshots.delete(oldest as number);
  }

  /** Whole ms at `fractions` for about the ten seconds before `second`; null where no snapshot is near enough. */
  percentiles(second: number, histogram: Histogram, fractions: readonly number[]): number[] | null {
    for (const key of this.#candidates(second)) {
      const snapshot = this.#snapshots.get(key);
      if (snapshot !== undefined) return histogram.percentiles(fractions, snapshot);
    }
    return null;
  }

  /** Locust's order: ten seconds back, then one more, one less, two more, two less… */
  *#candidates(second: number): Generator<number> {
    yield second - windowSeconds;
    for (let off = 1; off < 9; off++) {
      yield second - windowSeconds - off;
      yield second - windowSeconds + off;
    }
  }
}
