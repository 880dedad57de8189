/** The timers of a worker: they skip a turn after a pause of the process, so that what has arrived meanwhile is read first. */
import { now, repeat } from '../../util/loop/clock.js';

/** A longer delay means that this process was suspended or blocked. */
const pauseMs = 2_000;

/** All timers of one worker. */
export class WorkerTimers {
  readonly #stops: (() => void)[] = [];

  /** Calls `action` at once, then every `ms`. */
  every(ms: number, action: () => void): void {
    let lastAt = now();
    action();
    this.#stops.push(
      repeat(ms, () => {
        const hasPaused = now() - lastAt > ms + pauseMs;
        lastAt = now();
        // The master may have closed the connection: a write that fails would discard its last messages unread.
        if (!hasPaused) action();
      }),
    );
  }

  /** Stops all. */
  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }
}
