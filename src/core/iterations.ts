/** How many tasks a test, and each of its users, may still start. */
import type { Leases, LeaseWaiter } from './leases.js';

/** `--iterations` and `--iterations-per-user`. */
export class Iterations {
  /** A worker gets this number from its master. */
  perUser: number;
  /** Tasks that were started in this test; on a master, by all of its workers. */
  started = 0;
  /** What the users of a test may start together; Infinity without a limit. */
  readonly total: number;
  #left: number;
  #lease: { readonly leases: Leases; readonly series: string } | null = null;

  /** null for no limit. */
  constructor(shared: number | null, perUser: number | null) {
    this.total = shared ?? Number.POSITIVE_INFINITY;
    this.#left = this.total;
    this.perUser = perUser ?? Number.POSITIVE_INFINITY;
  }

  /** True if there is a limit of either kind. */
  get isLimited(): boolean {
    return Number.isFinite(this.total) || Number.isFinite(this.perUser);
  }

  /** True if no user may start another task. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /**
   * Counts one more task of a user that has done `done`; false if it may not start. A promise if the user has to wait for
   * the master of this node; it rejects with the reason of the waiter's signal.
   */
  take(done: number, waiter: LeaseWaiter = {}): boolean | Promise<boolean> {
    if (this.#left <= 0 || done >= this.perUser) return false;
    if (this.#lease !== null) return this.#takeLeased(this.#lease.leases, this.#lease.series, waiter);
    this.#left--;
    this.started++;
    return true;
  }

  /** Takes each iteration from a series that the nodes of a test share; null for none. */
  share(leases: Leases, series: string | null): void {
    this.#lease = series === null ? null : { leases, series };
  }

  /** Other nodes have started all tasks. */
  exhaust(): void {
    this.#left = 0;
  }

  /** Gives a new test all of its iterations. */
  reset(): void {
    this.#left = this.total;
    this.started = 0;
  }

  #takeLeased(leases: Leases, series: string, waiter: LeaseWaiter): boolean | Promise<boolean> {
    const number = leases.take(series, Number.POSITIVE_INFINITY, waiter);
    return number instanceof Promise ? number.then((one) => this.#count(one)) : this.#count(number);
  }

  #count(number: number | undefined): boolean {
    if (number === undefined) return false;
    this.started++;
    return true;
  }
}
