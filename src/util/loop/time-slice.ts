/** The scheduler's state of one user: how many more times it is resumed ahead of the expired queue. */

/** One per user; only the scheduler writes it. */
export class TimeSlice {
  /** Calls left in this slice. */
  callsLeft = 0;
  /** Actions of this user in the expired queue: later ones must not overtake them. */
  expiredCount = 0;
  /** When `expiredCount` last rose from 0. */
  expiredSince = 0;
  /** When an action of this user was last called. A user that was idle for a whole round since then gets a new slice. */
  lastCallAt = Number.NEGATIVE_INFINITY;
}
