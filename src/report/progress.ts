/** One line with the progress of a run. Pure. */

import type { TargetResult } from '../core/results/target-result.js';
import type { Snapshot } from '../core/snapshot.js';
import { formatFixed } from '../util/format.js';

const barWidth = 20;

/** What a snapshot does not contain. */
export interface Progress {
  readonly elapsedSeconds: number;
  /** Seconds; null for a run without a time limit. */
  readonly runTime: number | null;
  /** Since the line before. */
  readonly requestsPerSecond: number;
  /** What became of the targets so far. */
  readonly targets?: readonly TargetResult[];
}

/**
 * `12s of 60s  ████░░░░  600/1000 users  411.3 req/s  p95 120 ms  0 failures`. The bar shows the elapsed part of the run
 * time; without a run time, the part of the users that are running.
 */
export function progressLine(snapshot: Snapshot, progress: Progress): string {
  const { elapsedSeconds, runTime, requestsPerSecond } = progress;
  const { userCount, targetUserCount, stats } = snapshot;
  const time = runTime === null ? `${elapsedSeconds}s` : `${elapsedSeconds}s of ${runTime}s`;
  const bar = runTime === null ? barOf(userCount, targetUserCount) : barOf(elapsedSeconds, runTime);
  const rate = `${formatFixed(requestsPerSecond, 1)} req/s`;
  const p95 = `p95 ${stats.total.getResponseTimePercentile(0.95)} ms`;
  const failures = `${stats.total.numFailures} failure${stats.total.numFailures === 1 ? '' : 's'}`;
  const users = `${userCount}/${targetUserCount} users`;
  return [time, bar, users, rate, p95, failures, ...targetText(progress.targets ?? [])].join('  ');
}

/** `targets: 1 of 3 missed`; nothing without targets. */
function targetText(targets: readonly TargetResult[]): string[] {
  const missed = targets.filter(({ state }) => state === 'missed').length;
  return targets.length === 0 ? [] : [`targets: ${missed} of ${targets.length} missed`];
}

function barOf(part: number, whole: number): string {
  const filled = whole === 0 ? 0 : Math.min(barWidth, Math.round((part / whole) * barWidth));
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}
