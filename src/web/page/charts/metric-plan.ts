/** The chart of a custom metric. */
import type { MetricPoints } from '../../contracts/feed.js';
import { metricLines } from '../../history/metric-lines.js';
import { metricText, percentText, rateText, shortText } from '../text/numbers.js';
import { axisAround, axisFromZero, type ChartPlan, type ChartSeries } from './chart-plan.js';

export function metricPlan({ kind, name, lines }: MetricPoints, at: readonly number[]): ChartPlan {
  const text = texts[kind];
  return {
    title: name,
    unit: units[kind],
    at,
    series: metricLines[kind].map(({ label }, i) => seriesOf(kind, label, lines[i] ?? [])),
    axis: axisOf(kind),
    text,
  };
}

const texts: Readonly<Record<MetricPoints['kind'], (value: number) => string>> = {
  trend: metricText,
  counter: (value) => `${rateText(value)}/s`,
  gauge: metricText,
  rate: percentText,
};

const units: Readonly<Record<MetricPoints['kind'], string>> = {
  trend: 'trend, last 10 s',
  counter: 'counter, per second',
  gauge: 'gauge',
  rate: 'rate, last 10 s',
};

function axisOf(kind: MetricPoints['kind']): ChartPlan['axis'] {
  if (kind === 'rate') return { range: () => [0, 1.05], splits: [0, 0.25, 0.5, 0.75, 1], text: percentText };
  return kind === 'counter' ? axisFromZero(shortText) : axisAround(metricText);
}

function seriesOf(kind: MetricPoints['kind'], label: string, values: ChartSeries['values']): ChartSeries {
  const colors: Readonly<Record<string, string>> = {
    p5: '--percentile-0',
    median: '--percentile-2',
    p95: '--percentile-4',
  };
  const color = colors[label] ?? (kind === 'counter' ? '--series-rate' : '--series-users');
  return { key: label, label, color, values, ...(kind === 'trend' ? {} : { fill: 0.12 }) };
}
