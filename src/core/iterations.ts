/** How many tasks a run, and each of its users, may still begin. */

/** `--iterations` and `--iterations-per-user`. */
export class Iterations {
  readonly perUser: number;
  #left: number;

  /** null for no limit. */
  constructor(shared: number | null, perUser: number | null) {
    this.#left = shared ?? Number.POSITIVE_INFINITY;
    this.perUser = perUser ?? Number.POSITIVE_INFINITY;
  }

  /** True if there is a limit of either kind. */
  get isLimited(): boolean {
    return Number.isFinite(this.#left) || Number.isFinite(this.perUser);
  }

  /** True if nobody may begin another one. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** True if one more may begin for a user that has done `done`; it is counted then. */
  take(done: number): boolean {
    if (this.#left <= 0 || done >= this.perUser) return false;
    this.#left--;
    return true;
  }
}
