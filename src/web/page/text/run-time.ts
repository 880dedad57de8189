/** Run times as people type them. */

/**
 * Seconds of `90`, `20s`, `3m`, `1h20m` or `3h30m10s`; null for nothing, NaN for what is no run time.
 * Format: Locust's `--run-time`.
 */
export function runTimeSeconds(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(trimmed);
  if (match === null) return Number.NaN;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return hours * 3600 + minutes * 60 + seconds;
}
