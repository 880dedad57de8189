/** The chart of errors: a layer for each of the most frequent kinds, one for all others. */
import type { Points } from '../../contracts/feed.js';
import { forEachCount } from '../../history/packed-counts.js';
import { rateText, shortText } from '../text/numbers.js';
import { axisFromZero, type ChartPlan, type ChartSeries } from './chart-plan.js';

/** Kinds with a layer of their own; the style sheet has one more colour, for all others. */
const maxKinds = 6;

export function errorPlan(points: Points): ChartPlan {
  return {
    title: 'Errors by kind',
    unit: 'per second',
    at: points.at,
    series: errorLayers(points),
    isStacked: true,
    axis: axisFromZero(shortText),
    text: (value) => `${rateText(value)}/s`,
  };
}

/** Errors per second by kind, the most frequent first. */
export function errorLayers({ at, seconds, errors, errorKinds }: Points): ChartSeries[] {
  const totals = totalsOf(errors, errorKinds.length);
  const ranked = [...errorKinds.keys()].sort((a, b) => (totals[b] as number) - (totals[a] as number));
  const ranks = new Map(ranked.map((kind, rank) => [kind, Math.min(rank, maxKinds)]));
  const labels = ranked.slice(0, maxKinds).map((kind) => errorKinds[kind] as string);
  if (ranked.length > maxKinds) labels.push(`${ranked.length - maxKinds} other kinds`);
  const rates = labels.map(() => new Array<number>(at.length).fill(0));
  for (const [point, list] of errors.entries())
    forEachCount(list, (kind, count) => {
      const layer = rates[ranks.get(kind) ?? maxKinds];
      if (layer !== undefined) (layer[point] as number) += count / (seconds[point] || 1);
    });
  return labels.map((label, rank) => ({
    key: label,
    label,
    color: `--kind-${rank}`,
    values: rates[rank] ?? [],
    fill: 1,
  }));
}

function totalsOf(errors: Points['errors'], kinds: number): number[] {
  const totals = new Array<number>(kinds).fill(0);
  for (const list of errors)
    forEachCount(list, (kind, count) => {
      (totals[kind] as number) += count;
    });
  return totals;
}
