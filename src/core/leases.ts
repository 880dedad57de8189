/** The contract of leases: numbers that the nodes of a test share, such as iterations and rows, each given once. */

/** A user that may have to wait for a number. The signal is read only then. */
export interface LeaseWaiter {
  readonly signal?: AbortSignal;
}

/** What a worker has leased from its master. */
export interface Leases {
  /** Whether a master leases the numbers; otherwise this node counts for itself. */
  readonly isShared: boolean;
  /**
   * The next number of a series, from 0: at once where the node has one, undefined if none below `limit` is left on any
   * node. A promise rejects with the reason of the waiter's signal.
   */
  take(series: string, limit: number, waiter: LeaseWaiter): number | undefined | Promise<number | undefined>;
}
