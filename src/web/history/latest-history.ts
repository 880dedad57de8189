/** What Locust's `history` (1.11) has of each moment: values at the end of a point, also when points are merged. */
import type { Snapshot } from '../../core/snapshot.js';
import type { LatestValues } from '../contracts/feed.js';
import { Column, latest } from './columns.js';
import { type MergePlan, mergeBy } from './timeline.js';

/** Grows with the timeline. */
export class LatestHistory {
  readonly #users = new Column(latest, 0);
  readonly #averages = new Column(latest, 0);
  readonly #currentRps = new Column(latest, 0);
  readonly #currentFailPerSec = new Column(latest, 0);

  /** Sets the values of point `index`. */
  add(index: number, { userCount, stats: { total } }: Snapshot): void {
    this.#users.set(index, userCount);
    this.#averages.set(index, total.avgResponseTime);
    this.#currentRps.set(index, total.currentRps);
    this.#currentFailPerSec.set(index, total.currentFailPerSec);
  }

  /** Applies a merge plan; `seconds` are those of the points before it. */
  merge(plan: MergePlan, seconds: readonly number[]): void {
    for (const column of [this.#users, this.#averages, this.#currentRps, this.#currentFailPerSec])
      column.merge(plan, seconds);
  }

  /** The values of the first `length` points. */
  slice(length: number): LatestValues {
    const numbers = (column: Column) => column.slice(0, length).map((value) => value ?? 0);
    return {
      users: numbers(this.#users),
      averages: numbers(this.#averages),
      currentRps: numbers(this.#currentRps),
      currentFailPerSec: numbers(this.#currentFailPerSec),
    };
  }
}

/** Those of the points that a plan leaves. */
export function reduceLatest(plan: MergePlan, values: LatestValues): LatestValues {
  const last = (column: readonly number[]) => mergeBy(plan, column, (from, to) => latest(column, [], from, to));
  return {
    users: last(values.users),
    averages: last(values.averages),
    currentRps: last(values.currentRps),
    currentFailPerSec: last(values.currentFailPerSec),
  };
}
