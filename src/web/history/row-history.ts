/** The chart points of one row of the statistics, taken from its views once a second. */
import type { EntryView } from '../../stats/entry-view.js';
import { Column, highest, LatencyColumn, meanOverTime } from './columns.js';
import { latencyBounds, latencyClassCount } from './latency-classes.js';
import type { MergePlan } from './timeline.js';

/** Seconds that the percentiles of a point cover: Locust's window. */
const windowSeconds = 10;

/** The measurements of a row in the seconds of one point. */
export interface RowPoint {
  readonly rps: number;
  readonly failPerSec: number;
  /** ms at the fractions of the history over the last ten seconds; null where nothing was measured. */
  readonly percentiles: readonly (number | null)[];
  /** Response times of the point's seconds by latency class. */
  readonly latency: ArrayLike<number>;
}

/** Points of one row, beside a timeline that all rows share. */
export class RowHistory {
  readonly fractions: readonly number[];
  readonly #rps = new Column(meanOverTime, 0);
  readonly #failPerSec = new Column(meanOverTime, 0);
  readonly #percentiles: readonly Column[];
  readonly #latency = new LatencyColumn();
  /** The newest views, oldest first; the point before is the last of them. */
  #views: EntryView[] = [];

  constructor(fractions: readonly number[]) {
    this.fractions = fractions;
    this.#percentiles = fractions.map(() => new Column(highest, Number.NaN));
  }

  /** Of all points. */
  get byteLength(): number {
    const columns = [this.#rps, this.#failPerSec, ...this.#percentiles];
    return columns.reduce((sum, column) => sum + column.byteLength, this.#latency.byteLength);
  }

  /** Adds point `index`, which covers `seconds`, from the row's view at its end. */
  add(index: number, seconds: number, view: EntryView): RowPoint {
    const point = this.#pointOf(seconds, view);
    this.#rps.set(index, point.rps);
    this.#failPerSec.set(index, point.failPerSec);
    for (const [i, column] of this.#percentiles.entries()) column.set(index, point.percentiles[i] ?? Number.NaN);
    this.#latency.set(index, point.latency);
    this.#views.push(view);
    if (this.#views.length > windowSeconds) this.#views.shift();
    return point;
  }

  merge(plan: MergePlan, seconds: readonly number[]): void {
    for (const column of [this.#rps, this.#failPerSec, ...this.#percentiles]) column.merge(plan, seconds);
    this.#latency.merge(plan);
  }

  /** Points `from` to `to`, as the page gets them. */
  slice(from: number, to: number) {
    const numbers = (column: Column) => column.slice(from, to).map((value) => value ?? 0);
    return {
      rps: numbers(this.#rps),
      failPerSec: numbers(this.#failPerSec),
      percentiles: this.#percentiles.map((column) => column.slice(from, to)),
      latency: Array.from({ length: to - from }, (_, i) => this.#latency.total(from + i, from + i + 1)),
    };
  }

  /** Response times of all points by latency class. */
  totalLatency(to: number): Float64Array {
    return this.#latency.total(0, to);
  }

  #pointOf(seconds: number, view: EntryView): RowPoint {
    const before = this.#views.at(-1);
    const requests = view.numRequests - (before?.numRequests ?? 0);
    const failures = view.numFailures - (before?.numFailures ?? 0);
    const since = this.#views[0];
    const isIdle = since !== undefined && since.numRequests === view.numRequests;
    return {
      rps: requests / seconds,
      failPerSec: failures / seconds,
      percentiles: isIdle ? this.fractions.map(() => null) : view.percentilesSince(since ?? null, this.fractions),
      latency: requests === 0 ? noLatency : view.countsBetween(latencyBounds, before ?? null),
    };
  }
}

const noLatency = new Uint32Array(latencyClassCount);
