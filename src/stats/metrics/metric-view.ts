/** Custom metrics as frozen data at an instant: the input of every report. */
import { percentileLabel } from '../percentiles.js';
import type { Counter } from './counter.js';
import type { Gauge } from './gauge.js';
import type { Metric, Metrics } from './metrics.js';
import type { Rate } from './rate.js';
import type { Trend } from './trend.js';
import type { TrendSnapshot } from './trend-snapshot.js';

/** Fractions that reports show of a trend: a low value may be the bad one, unlike a low response time. */
export const trendPercentiles = Object.freeze([0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]);

/** A distribution. */
export class TrendView {
  readonly kind = 'trend';
  readonly name: string;
  /** Values recorded. */
  readonly count: number;
  readonly sum: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  /** At {@link trendPercentiles}, by labels such as `95%`. */
  readonly percentiles: Readonly<Record<string, number>>;
  readonly #snapshot: TrendSnapshot;

  constructor(trend: Trend) {
    const { name, count, sum, min, max } = trend;
    const snapshot = trend.snapshot();
    this.name = name;
    this.count = count;
    this.sum = sum;
    this.avg = sum / count;
    this.min = min;
    this.max = max;
    this.#snapshot = snapshot;
    this.percentiles = Object.freeze(
      Object.fromEntries(
        trendPercentiles.map((fraction) => [percentileLabel(fraction), snapshot.percentile(fraction)]),
      ),
    );
    Object.freeze(this);
  }

  /** At a fraction such as 0.05; with `since`, of the values recorded after that view. @throws {TslocError} `BAD_PERCENTILE` */
  getPercentile(fraction: number, since?: TrendView): number {
    return this.#snapshot.percentile(fraction, since === undefined ? undefined : since.#snapshot);
  }
}

/** A total that only rises. */
export interface CounterView {
  readonly kind: 'counter';
  readonly name: string;
  /** How often something was added. */
  readonly count: number;
  readonly total: number;
  /** From the start of the test to the last addition. */
  readonly perSecond: number;
}

/** A value that rises and falls. */
export interface GaugeView {
  readonly kind: 'gauge';
  readonly name: string;
  /** How often it was set. */
  readonly count: number;
  readonly last: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
}

/** How often something was true. */
export interface RateView {
  readonly kind: 'rate';
  readonly name: string;
  readonly count: number;
  readonly trues: number;
  /** 0 to 1. */
  readonly rate: number;
}

/** One of the metrics that a test records itself. */
export type MetricView = TrendView | CounterView | GaugeView | RateView;

/** Those with at least one value, sorted by name. */
export function viewMetrics(metrics: Metrics): readonly MetricView[] {
  const views = metrics.list().map((metric) => viewMetric(metric, metrics.startTime));
  return Object.freeze(views.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function viewMetric(metric: Metric, startTime: number): MetricView {
  switch (metric.kind) {
    case 'trend':
      return new TrendView(metric);
    case 'counter':
      return viewCounter(metric, startTime);
    case 'gauge':
      return viewGauge(metric);
    default:
      return viewRate(metric);
  }
}

function viewCounter({ name, count, total, lastAt }: Counter, startTime: number): CounterView {
  const seconds = lastAt - startTime;
  return Object.freeze({ kind: 'counter', name, count, total, perSecond: seconds > 0 ? total / seconds : 0 });
}

function viewGauge({ name, count, sum, last, min, max }: Gauge): GaugeView {
  return Object.freeze({ kind: 'gauge', name, count, last, avg: sum / count, min, max });
}

function viewRate({ name, count, trues, share }: Rate): RateView {
  return Object.freeze({ kind: 'rate', name, count, trues, rate: share });
}
