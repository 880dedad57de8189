/** What the page shows of a custom metric: the lines of its chart, and the percentiles of its row. */
import type { MetricKind } from '../../stats/metrics/metrics.js';

/** A line of a chart. */
export interface MetricLine {
  readonly label: string;
  /** How points become one when old ones are merged: the lines of a trend stay its envelope. */
  readonly merge: 'lowest' | 'mean' | 'highest';
}

/** Trends and rates cover about the last ten seconds of each point, counters the seconds of the point. */
export const metricLines: Readonly<Record<MetricKind, readonly MetricLine[]>> = {
  trend: [
    { label: 'p5', merge: 'lowest' },
    { label: 'median', merge: 'mean' },
    { label: 'p95', merge: 'highest' },
  ],
  counter: [{ label: 'per second', merge: 'mean' }],
  gauge: [{ label: 'latest', merge: 'mean' }],
  rate: [{ label: 'true', merge: 'mean' }],
};

/** The fractions of a trend's percentiles, ascending. */
export const metricFractions: readonly number[] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];
