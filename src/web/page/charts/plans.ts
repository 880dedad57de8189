/** The charts of lines: rates, percentiles and users. */
import type { Points, TotalPoints } from '../../contracts/feed.js';
import { latencyText, percentileName, rateText, shortText } from '../text/numbers.js';
import { axisFromZero, type ChartPlan } from './chart-plan.js';

export function ratePlan({ at, rps, failPerSec }: Points): ChartPlan {
  return {
    title: 'Requests per second',
    unit: '',
    at,
    series: [
      { key: 'rps', label: 'Requests', color: '--series-rate', values: rps, fill: 0.14 },
      { key: 'failures', label: 'Failures', color: '--series-failures', values: failPerSec, fill: 0.22 },
    ],
    axis: axisFromZero(shortText),
    text: (value) => `${rateText(value)}/s`,
  };
}

/** `chosen` are fractions; those that the points do not have are left out. */
export function percentilePlan({ at, fractions, percentiles }: Points, chosen: readonly number[]): ChartPlan {
  const indexes = [...fractions.keys()].filter((index) => chosen.includes(fractions[index] as number));
  return {
    title: 'Response times',
    unit: 'ms, of the last ten seconds',
    at,
    series: indexes.map((index) => ({
      key: `p${fractions[index]}`,
      label: percentileName(fractions[index] as number),
      color: `--percentile-${percentileShade(fractions[index] as number)}`,
      values: percentiles[index] ?? [],
    })),
    axis: axisFromZero(latencyText),
    text: latencyText,
  };
}

export function userPlan({ at, users, targetUsers }: TotalPoints): ChartPlan {
  return {
    title: 'Users',
    unit: 'running',
    at,
    series: [
      { key: 'target', label: 'Target', color: '--series-target', values: targetUsers, isDashed: true },
      { key: 'users', label: 'Running', color: '--series-users', values: users, fill: 0.12 },
    ],
    axis: axisFromZero(shortText),
    text: (value) => Math.round(value).toLocaleString('en-US'),
  };
}

/** Which of the style sheet's shades 0..5 a percentile has: higher percentiles have warmer colours. */
export function percentileShade(fraction: number): number {
  return [0.5, 0.8, 0.95, 0.98, 0.99].filter((bound) => fraction > bound).length;
}
