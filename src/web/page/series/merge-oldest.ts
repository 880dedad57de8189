/** Merging of old points in pairs: half as many, with every peak kept. */
import type { MetricPoints, Points, TotalPoints } from '../../contracts/feed.js';
import { metricLines } from '../../history/metric-lines.js';
import { addCounts } from '../../history/packed-counts.js';

/**
 * `points` with all but the newest `kept` merged in pairs. Rates are means over both spans of time; users and
 * percentiles the greater one, so that peaks stay visible; counts of responses and errors are added.
 */
export function mergeOldest(points: Points | TotalPoints, kept: number): Points | TotalPoints {
  const pairs = Math.floor(Math.max(0, points.at.length - kept) / 2);
  const { seconds } = points;
  const mean = (a: number, b: number, index: number) => {
    const [first = 1, second = 1] = [seconds[index], seconds[index + 1]];
    return (a * first + b * second) / (first + second);
  };
  const merged: Points = {
    ...points,
    at: merge(points.at, pairs, (_, later) => later),
    seconds: merge(seconds, pairs, (a, b) => a + b),
    rps: merge(points.rps, pairs, mean),
    failPerSec: merge(points.failPerSec, pairs, mean),
    percentiles: points.percentiles.map((column) => merge(column, pairs, greater)),
    latency: merge(points.latency, pairs, (a, b) => addCounts(a, b)),
    errors: merge(points.errors, pairs, (a, b) => addCounts(a, b)),
  };
  if (!('users' in points)) return merged;
  const users = merge(points.users, pairs, highest);
  const metrics = points.metrics && { metrics: points.metrics.map((metric) => mergeMetric(metric, pairs, mean)) };
  return { ...merged, users, targetUsers: merge(points.targetUsers, pairs, highest), ...metrics };
}

function mergeMetric(
  { kind, name, lines }: MetricPoints,
  pairs: number,
  mean: (a: number, b: number, index: number) => number,
): MetricPoints {
  const rules = { lowest, mean, highest };
  const merged = lines.map((line, i) => {
    const rule = rules[metricLines[kind][i]?.merge ?? 'mean'];
    return merge(line, pairs, (a, b, index) => (a === null || b === null ? (a ?? b) : rule(a, b, index)));
  });
  return { kind, name, lines: merged };
}

function merge<T>(column: readonly T[], pairs: number, combine: (a: T, b: T, index: number) => T): T[] {
  const merged: T[] = [];
  for (let i = 0; i < pairs * 2; i += 2) merged.push(combine(column[i] as T, column[i + 1] as T, i));
  return merged.concat(column.slice(pairs * 2));
}

function greater(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function lowest(a: number, b: number): number {
  return Math.min(a, b);
}

function highest(a: number, b: number): number {
  return Math.max(a, b);
}
