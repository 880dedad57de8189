/** How many tasks a test, and each of its users, may still start. */

/** `--iterations` and `--iterations-per-user`. */
export class Iterations {
  /** A worker gets this number from its master. */
  perUser: number;
  /** Tasks that were started in this test. */
  started = 0;
  readonly #shared: number;
  #left: number;

  /** null for no limit. */
  constructor(shared: number | null, perUser: number | null) {
    this.#shared = shared ?? Number.POSITIVE_INFINITY;
    this.#left = this.#shared;
    this.perUser = perUser ?? Number.POSITIVE_INFINITY;
  }

  /** True if there is a limit of either kind. */
  get isLimited(): boolean {
    return Number.isFinite(this.#shared) || Number.isFinite(this.perUser);
  }

  /** True if no user may start another task. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Counts one more task of a user that has done `done`; false if it may not start. */
  take(done: number): boolean {
    if (this.#left <= 0 || done >= this.perUser) return false;
    this.#left--;
    this.started++;
    return true;
  }

  /** Gives a new test all of its iterations. */
  reset(): void {
    this.#left = this.#shared;
    this.started = 0;
  }
}
