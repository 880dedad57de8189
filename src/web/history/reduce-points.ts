/** Fewer points for a report: groups of equal size, merged by the rules of the live history. */
import type { MetricPoints, Points, TotalPoints } from '../contracts/feed.js';
import { combineBy, highest, meanOverTime, significant } from './columns.js';
import { reduceLatest } from './latest-history.js';
import { metricLines } from './metric-lines.js';
import { addCounts } from './packed-counts.js';
import { type MergePlan, mergeBy, sum } from './timeline.js';

/** At most `most` points (1 or more) that cover the same time. */
export function reducePoints<P extends Points | TotalPoints>(points: P, most: number): P {
  const length = points.at.length;
  if (length <= most) return points;
  const plan = Array.from(
    { length: most },
    (_, i) => Math.floor(((i + 1) * length) / most) - Math.floor((i * length) / most),
  );
  const { seconds } = points;
  const mean = (values: readonly number[]) =>
    mergeRounded(plan, values, (from, to) => meanOverTime(values, seconds, from, to));
  const reduced: Points = {
    ...points,
    at: mergeBy(plan, points.at, (_, to) => points.at[to - 1] as number),
    seconds: mergeRounded(plan, seconds, (from, to) => sum(seconds, from, to)),
    rps: mean(points.rps),
    failPerSec: mean(points.failPerSec),
    percentiles: points.percentiles.map((column) => highestOf(plan, column)),
    latency: mergeBy(plan, points.latency, (from, to) => addCounts(...points.latency.slice(from, to))),
    errors: mergeBy(plan, points.errors, (from, to) => addCounts(...points.errors.slice(from, to))),
  };
  const ofTest = 'users' in points ? reduceLevels(plan, points, mean) : {};
  const metrics =
    'users' in points && points.metrics !== undefined
      ? { metrics: points.metrics.map((metric) => reduceMetric(plan, metric, seconds)) }
      : {};
  return { ...points, ...reduced, ...ofTest, ...metrics };
}

function reduceLevels(
  plan: MergePlan,
  { users, targetUsers, latest }: TotalPoints,
  mean: (values: readonly number[]) => number[],
): Pick<TotalPoints, 'users' | 'targetUsers' | 'latest'> {
  const levels = { users: mean(users), targetUsers: mean(targetUsers) };
  return latest === undefined ? levels : { ...levels, latest: reduceLatest(plan, latest) };
}

function reduceMetric(plan: MergePlan, { kind, name, lines }: MetricPoints, seconds: readonly number[]): MetricPoints {
  const reduced = lines.map((line, i) => {
    const numbers = line.map((value) => value ?? Number.NaN);
    const combine = combineBy[metricLines[kind][i]?.merge ?? 'mean'];
    const merged = mergeBy(plan, numbers, (from, to) => combine(numbers, seconds, from, to));
    return merged.map((value) => (Number.isNaN(value) ? null : significant(value)));
  });
  return { kind, name, lines: reduced };
}

function mergeRounded(
  plan: MergePlan,
  values: readonly number[],
  merge: (from: number, to: number) => number,
): number[] {
  return mergeBy(plan, values, merge).map((value) => Math.round(value * 1000) / 1000);
}

function highestOf(plan: MergePlan, column: readonly (number | null)[]): (number | null)[] {
  const numbers = column.map((value) => value ?? Number.NaN);
  return mergeBy(plan, numbers, (from, to) => highest(numbers, [], from, to)).map((value) =>
    Number.isNaN(value) ? null : value,
  );
}
