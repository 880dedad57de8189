/** One line that tells how far a run is. Pure. */
import type { Snapshot } from '../core/snapshot.js';
import { fixed } from '../util/format.js';

const barWidth = 20;

/** What a snapshot alone does not tell. */
export interface Progress {
  readonly elapsedSeconds: number;
  /** Seconds; null for no end. */
  readonly runTime: number | null;
  /** Since the line before. */
  readonly requestsPerSecond: number;
}

/** `12s of 60s  ██████░░░░  600/1000 users  411.3 req/s  p95 120 ms  0 failures` */
export function progressLine(snapshot: Snapshot, progress: Progress): string {
  const { elapsedSeconds, runTime, requestsPerSecond } = progress;
  const { userCount, targetUserCount, stats } = snapshot;
  const time = runTime === null ? `${elapsedSeconds}s` : `${elapsedSeconds}s of ${runTime}s`;
  const filled = targetUserCount === 0 ? 0 : Math.min(barWidth, Math.round((userCount / targetUserCount) * barWidth));
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const rate = `${fixed(requestsPerSecond, 1)} req/s`;
  const failures = `${stats.total.numFailures} failure${stats.total.numFailures === 1 ? '' : 's'}`;
  return [
    time,
    bar,
    `${userCount}/${targetUserCount} users`,
    rate,
    `p95 ${stats.total.getResponseTimePercentile(0.95)} ms`,
    failures,
  ].join('  ');
}
