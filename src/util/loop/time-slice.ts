/** How often one user may still be resumed before all users that wait. Kept by the scheduler. */

/** The scheduler's state of one user; each user has one. */
export class TimeSlice {
  /** Calls left in this slice. */
  callsLeft = 0;
  /** Actions of this user in the expired queue: later ones must not overtake them. */
  expiredCount = 0;
  /** When the first of them was added. */
  expiredSince = 0;
  /** When an action of this user was last called. A user that was idle for a whole round since then gets a new slice. */
  lastCallAt = Number.NEGATIVE_INFINITY;
}
