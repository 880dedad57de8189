/** Which moments of a run have rows in its history: one for each second, and a last one for what came after it. Pure. */
import type { Snapshot } from '../../core/snapshot.js';

/** One for each run. */
export class HistoryMoments {
  /** Users of the last tick, null before the first one. */
  userCount: number | null = null;
  /** The last rows: their second, and the requests until then. */
  #second = Number.NaN;
  #numRequests = 0;

  /** The moment of a tick; null for a further tick in the same second, which adds no rows. */
  next(snapshot: Snapshot): Snapshot | null {
    const second = Math.trunc(snapshot.at);
    if (second === this.#second) return null;
    this.#second = second;
    this.#numRequests = snapshot.stats.total.numRequests;
    return { ...snapshot, at: second };
  }

  /**
   * The moment of the end; null if it has rows already. It shows the users of the last tick, since all users have stopped
   * now; in a run without one, those that its load has reached. If the current second has rows already, its later requests go
   * to rows of the next second.
   */
  last(snapshot: Snapshot): Snapshot | null {
    const second = Math.trunc(snapshot.at);
    const isSame = second === this.#second;
    if (isSame && snapshot.stats.total.numRequests === this.#numRequests) return null;
    const userCount = snapshot.userCount || (this.userCount ?? snapshot.reachedUserCount);
    return { ...snapshot, at: isSame ? second + 1 : second, userCount };
  }
}
