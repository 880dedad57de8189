/** Points over time that grow by one a second, and never beyond a bound. */
import type { TotalPoint, TotalPoints } from '../../contracts/feed.js';
import { appendMetrics } from './append-metrics.js';
import { mergeOldest } from './merge-oldest.js';

/** The newest points, in which nothing is merged. */
const newestKept = 600;
/** If there are more points, old ones are merged in pairs. */
const maxPoints = 7200;

/** `points` with one more; a point that is not newer than the last one changes nothing. */
export function appendPoint(points: TotalPoints, point: TotalPoint): TotalPoints {
  if (point.at <= (points.at.at(-1) ?? Number.NEGATIVE_INFINITY)) return points;
  const kinds = knownKinds(points.errorKinds, point);
  const longer: TotalPoints = {
    ...points,
    at: [...points.at, point.at],
    seconds: [...points.seconds, point.seconds],
    users: [...points.users, point.users],
    targetUsers: [...points.targetUsers, point.targetUsers],
    rps: [...points.rps, point.rps],
    failPerSec: [...points.failPerSec, point.failPerSec],
    percentiles: points.percentiles.map((column, index) => [...column, point.percentiles[index] ?? null]),
    latency: [...points.latency, point.latency],
    errorKinds: kinds,
    errors: [...points.errors, point.errors.flatMap(([text, count]) => [kinds.indexOf(text), count])],
    ...(points.metrics === undefined && point.metrics === undefined
      ? {}
      : { metrics: appendMetrics(points.metrics ?? [], point.metrics ?? [], points.at.length) }),
  };
  return longer.at.length > maxPoints ? (mergeOldest(longer, newestKept) as TotalPoints) : longer;
}

function knownKinds(kinds: readonly string[], { errors }: TotalPoint): readonly string[] {
  const fresh = errors.map(([text]) => text).filter((text) => !kinds.includes(text));
  return fresh.length === 0 ? kinds : [...kinds, ...fresh];
}
