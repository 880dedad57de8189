/** Chart points in the form of Locust's `history` (1.11), which readers of its pages and reports expect. */
import { utcTimestamp } from '../../util/text/format.js';
import type { TotalPoints } from '../contracts/feed.js';
import { reducePoints } from '../history/reduce-points.js';
import { percentileKeys } from './stats-reply.js';

/** At most `most` points with their latest values, and with those percentiles of `fractions` that the points have. */
export function locustHistory(points: TotalPoints, fractions: readonly number[], most: number): object[] {
  const { at, latest, percentiles, fractions: known } = reducePoints(points, most);
  return at.map((moment, i) => {
    const time = utcTimestamp(moment);
    const pair = (value: number) => [time, value];
    const percentileOf = (fraction: number) => percentiles[known.indexOf(fraction)]?.[i] ?? 0;
    return {
      ...percentileKeys(fractions, (fraction) => pair(percentileOf(fraction))),
      current_rps: pair(latest?.currentRps[i] ?? 0),
      current_fail_per_sec: pair(latest?.currentFailPerSec[i] ?? 0),
      total_avg_response_time: pair(Math.round((latest?.averages[i] ?? 0) * 100) / 100),
      user_count: pair(latest?.users[i] ?? 0),
      time,
    };
  });
}
