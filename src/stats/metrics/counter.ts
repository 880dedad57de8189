/** A total that only rises: tokens, bytes, orders. */
import { TslocError } from '../../util/error.js';
import { cachedNow, epochSecondsAt } from '../../util/loop/clock.js';
import { describeValue } from '../../util/rules.js';

/** A counter as plain data, for another process. */
export interface CounterDelta {
  readonly kind: 'counter';
  readonly name: string;
  readonly count: number;
  readonly total: number;
  /** Epoch seconds. */
  readonly lastAt: number;
}

/** May be kept: it continues to count after a reset, and in the next test. */
export class Counter {
  readonly kind = 'counter';
  readonly name: string;
  /** How often something was added. */
  count = 0;
  total = 0;
  #lastAt = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Adds `amount`, by default 1. @throws {TslocError} `BAD_METRIC` for anything but a number of 0 or more */
  add(amount = 1): void {
    if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY) || typeof amount !== 'number')
      throw badAmount(this.name, amount);
    this.total += amount;
    this.count++;
    this.#lastAt = cachedNow();
  }

  /** When something was added last, epoch seconds. */
  get lastAt(): number {
    return epochSecondsAt(this.#lastAt);
  }

  /** What was added since the last call, as plain data; null if nothing was. */
  drain(): CounterDelta | null {
    const { name, count, total, lastAt } = this;
    this.clear();
    return count === 0 ? null : { kind: 'counter', name, count, total, lastAt };
  }

  /** Adds what another one counted. */
  absorb({ count, total, lastAt }: Omit<CounterDelta, 'kind' | 'name'>): void {
    this.count += count;
    this.total += total;
    this.#lastAt = Math.max(this.#lastAt, (lastAt - epochSecondsAt(0)) * 1000);
  }

  clear(): void {
    this.count = 0;
    this.total = 0;
    this.#lastAt = 0;
  }
}

function badAmount(name: string, amount: unknown): TslocError {
  const expected = `Expected the amount for counter '${name}' to be a number of 0 or more, got ${describeValue(amount)}.`;
  return new TslocError('BAD_METRIC', expected, { hint: 'A value that falls is a gauge.' });
}
