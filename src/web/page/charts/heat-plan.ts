/** The heat map of latencies: how many responses took how long, over time. */
import type { Points } from '../../contracts/feed.js';
import { forEachCount } from '../../history/packed-counts.js';
import { countText, latencyText } from '../text/numbers.js';
import type { ChartPlan } from './chart-plan.js';

/** The axis counts classes, so that each is equally high; its labels are their bounds. */
export function heatPlan({ at, seconds, latency, latencyBounds }: Points): ChartPlan {
  const [lowest, highest] = usedClasses(latency);
  return {
    title: 'Latency heat map',
    unit: 'responses',
    at,
    series: [{ key: 'heat', label: 'Responses', color: '--heat-high', values: countsOf(latency) }],
    axis: {
      range: () => [lowest, highest + 1],
      splits: splitsOf(latencyBounds, lowest, highest + 1),
      text: (edge) => latencyText(edge === 0 ? 0 : (latencyBounds[edge - 1] ?? 0)),
    },
    text: countText,
    heat: { counts: latency, seconds, classText: (index) => classText(latencyBounds, index) },
  };
}

/** `10 to 12.5 ms` of a class of latencies. */
export function classText(bounds: readonly number[], index: number): string {
  const [from, to] = [index === 0 ? 0 : bounds[index - 1], bounds[index]];
  if (to === undefined) return `over ${latencyText(from ?? 0)}`;
  return index === 0 ? `up to ${latencyText(to)}` : `${latencyText(from ?? 0)} to ${latencyText(to)}`;
}

/** The lowest and highest class that has any response; a few more where that is a thin line. */
function usedClasses(latency: Points['latency']): [lowest: number, highest: number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (const list of latency)
    forEachCount(list, (index) => {
      lowest = Math.min(lowest, index);
      highest = Math.max(highest, index);
    });
  if (lowest > highest) return [0, minClasses];
  const missing = Math.max(0, minClasses - (highest - lowest + 1));
  return [Math.max(0, lowest - Math.ceil(missing / 2)), highest + Math.floor(missing / 2)];
}

const minClasses = 8;

/** Three to seven edges at even distances: the powers of ten where bounds have enough of them. */
function splitsOf(bounds: readonly number[], from: number, to: number): number[] {
  const edges = [...bounds.keys()].map((index) => index + 1).filter((edge) => edge >= from && edge <= to);
  const powers = edges.filter((edge) => leadingOf(bounds[edge - 1] ?? 0) === 1);
  const steps = powers.slice(1).map((edge, i) => edge - (powers[i] as number));
  const isEven = powers.length >= 3 && powers.length <= 7 && steps.every((step) => step === steps[0]);
  return isEven ? powers : edges.filter((_, i) => i % Math.ceil(edges.length / 6) === 0);
}

function leadingOf(bound: number): number {
  return Number((bound / 10 ** Math.floor(Math.log10(bound) + 1e-9)).toFixed(1));
}

function countsOf(latency: Points['latency']): number[] {
  return latency.map((list) => {
    let sum = 0;
    forEachCount(list, (_, count) => {
      sum += count;
    });
    return sum;
  });
}
