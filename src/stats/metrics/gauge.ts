/** A value that rises and falls and whose latest value is reported: the length of a queue. */
import { cachedNow, epochSecondsAt } from '../../util/loop/clock.js';
import { Trend } from './trend.js';
import type { TrendDelta, TrendSnapshot } from './trend-snapshot.js';

/** A gauge as plain data, for another process. */
export interface GaugeDelta {
  readonly kind: 'gauge';
  readonly name: string;
  readonly last: number;
  /** When it was set last, epoch seconds. */
  readonly lastAt: number;
  /** Every value that it was set to. */
  readonly values: TrendDelta;
}

/** The latest value, and the distribution of all. */
export class Gauge {
  readonly kind = 'gauge';
  readonly name: string;
  last = 0;
  readonly #values: Trend;
  #lastAt = 0;

  constructor(name: string) {
    this.name = name;
    this.#values = new Trend(name);
  }

  /** How often it was set. */
  get count(): number {
    return this.#values.count;
  }

  get sum(): number {
    return this.#values.sum;
  }

  get min(): number {
    return this.#values.min;
  }

  get max(): number {
    return this.#values.max;
  }

  /** Sets a finite number. */
  set(value: number): void {
    this.last = value;
    this.#lastAt = cachedNow();
    this.#values.record(value);
  }

  /** All values as they are now. */
  snapshot(): TrendSnapshot {
    return this.#values.snapshot();
  }

  /** What was set since the last call, as plain data; null if nothing was. */
  drain(): GaugeDelta | null {
    const { name, last } = this;
    const lastAt = epochSecondsAt(this.#lastAt);
    const values = this.#values.drain();
    return values === null ? null : { kind: 'gauge', name, last, lastAt, values };
  }

  /** Adds what another process set: the later value of both is the last one, by the clocks of their machines. */
  absorb({ last, lastAt, values }: Omit<GaugeDelta, 'kind' | 'name'>): void {
    const at = (lastAt - epochSecondsAt(0)) * 1000;
    if (this.count === 0 || at >= this.#lastAt) {
      this.last = last;
      this.#lastAt = at;
    }
    this.#values.absorb(values);
  }

  clear(): void {
    this.last = 0;
    this.#lastAt = 0;
    this.#values.clear();
  }
}
