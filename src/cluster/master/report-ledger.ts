/** Remembers which reports of one worker were counted: each counts once, even if it arrives repeatedly or out of order. */
import type { ReportMark } from '../messages/tsloc-part.js';
import { badMessage } from '../messages/wire-values.js';

/** A worker sends no more than a few reports ahead of one that is missing. */
const maxAhead = 1_000;

/** One for each worker that has ever joined. */
export class ReportLedger {
  /** Seconds by which the worker's clock is behind; null before its first report. */
  skewSeconds: number | null = null;
  /** Every report up to this number was counted, or will never arrive. */
  #upTo = 0;
  readonly #ahead = new Set<number>();

  /** What the worker need not send again. */
  get upTo(): number {
    return this.#upTo;
  }

  /** True if every report up to `number` was counted. */
  isCompleteTo(number: number): boolean {
    return this.#upTo >= number;
  }

  /** Records a report; false if it was counted before. @throws {TslocError} `BAD_MESSAGE` for an impossible number */
  accept({ number, first }: ReportMark): boolean {
    this.#skipTo(Math.min(first, number) - 1);
    if (number <= this.#upTo || this.#ahead.has(number)) return false;
    if (this.#ahead.size >= maxAhead) throw badMessage('a report that follows the ones before', number);
    this.#ahead.add(number);
    while (this.#ahead.delete(this.#upTo + 1)) this.#upTo++;
    return true;
  }

  /** The worker has no report up to this number any more. */
  #skipTo(number: number): void {
    if (number <= this.#upTo) return;
    this.#upTo = number;
    for (const ahead of this.#ahead) if (ahead <= number) this.#ahead.delete(ahead);
    while (this.#ahead.delete(this.#upTo + 1)) this.#upTo++;
  }
}
