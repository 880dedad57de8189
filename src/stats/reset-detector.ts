/** Detects that statistics were reset, by their start: a report of a worker may move it back, which is no reset. */

/** One for each part that keeps something about the statistics since their start. */
export class ResetDetector {
  #startTime = Number.NEGATIVE_INFINITY;

  /** Whether statistics that start at `startTime` (epoch seconds) began after those of the last call; true at the first. */
  detect(startTime: number): boolean {
    const isReset = startTime > this.#startTime;
    this.#startTime = startTime;
    return isReset;
  }
}
