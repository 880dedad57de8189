/** How long a test has run. */

/** Seconds since the start of a test, or its length once it is over; null before the first test. Times are epoch seconds. */
export function elapsedSeconds(
  state: string,
  startTime: number | null,
  now: number | null,
  lastPoint: number | null,
): number | null {
  if (state === 'ready' || startTime === null) return null;
  const end = state === 'stopped' ? lastPoint : now;
  return end === null ? null : Math.max(0, end - startTime);
}
