/** What the live view shows over time: one value a second of each measure, as far as a chart is wide, and a short window. */
import type { Snapshot } from '../../core/snapshot.js';
import { ratesSince } from './rates-since.js';

/** Values of the last seconds, oldest first. */
export interface LiveValues {
  readonly users: readonly number[];
  readonly requestRate: readonly number[];
  readonly failureRate: readonly number[];
  readonly p50: readonly number[];
  readonly p95: readonly number[];
  readonly p99: readonly number[];
}

const maxValues = 240;
/** One more than the seconds of a figure, the same for all rows: a rate over one second jumps where requests are few. */
const windowSnapshots = 6;

/** Adds a snapshot a second. */
export class LiveHistory {
  readonly values: { readonly [K in keyof LiveValues]: number[] } = {
    users: [],
    requestRate: [],
    failureRate: [],
    p50: [],
    p95: [],
    p99: [],
  };
  /** The newest one and those of five seconds before it, oldest first. */
  #window: readonly Snapshot[] = [];

  /** Figures of the newest snapshot are those since this one: of five seconds ago, or the first. */
  get since(): Snapshot {
    return this.#window[0] as Snapshot;
  }

  add(snapshot: Snapshot): void {
    const { total } = snapshot.stats;
    const last = this.#window.at(-1) ?? snapshot;
    const isReset = snapshot.stats.resets !== last.stats.resets;
    const before = isReset ? snapshot : last;
    this.#window = isReset ? [snapshot] : [...this.#window, snapshot].slice(-windowSnapshots);
    const { requests, failures } = ratesSince(snapshot, before, total, before.stats.total);
    const times = total.percentilesSince(before.stats.total, [0.5, 0.95, 0.99]);
    this.#push('users', snapshot.userCount);
    this.#push('requestRate', requests);
    this.#push('failureRate', failures);
    for (const [i, name] of (['p50', 'p95', 'p99'] as const).entries()) this.#push(name, times[i] ?? 0);
  }

  #push(name: keyof LiveValues, value: number): void {
    const values = this.values[name];
    values.push(value);
    if (values.length > maxValues) values.shift();
  }
}
