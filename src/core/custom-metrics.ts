/** Custom metrics of a run as a source for targets. */
import type { Metric, Metrics } from '../stats/metrics/metrics.js';
import type { TrendSnapshot } from '../stats/metrics/trend-snapshot.js';
import type { MetricReading, MetricSource, MetricStatistic } from './metric-source.js';

/** The metrics that users record. */
export function customMetricSource(metrics: Metrics): MetricSource {
  return {
    kind: 'custom',
    view(name) {
      const metric = metrics.find(name);
      return metric === undefined ? null : new CustomMetric(metric, metrics);
    },
  };
}

/** One metric at an instant. */
class CustomMetric implements MetricReading {
  readonly kind: Metric['kind'];
  readonly startedAt: number | null;
  readonly #count: number;
  /** The sum of the values of a trend or gauge, or of the amounts of a counter; how often a rate was true. */
  readonly #sum: number;
  readonly #last: number | null;
  readonly #minimum: number | null;
  readonly #values: TrendSnapshot | null;
  readonly #resets: number;

  constructor(metric: Metric, { resets, startTime }: Metrics) {
    const isReset = metric.kind === 'trend' || metric.kind === 'rate'; // counters and gauges continue
    this.kind = metric.kind;
    this.startedAt = isReset ? null : startTime;
    this.#count = metric.count;
    this.#sum = sumOf(metric);
    this.#last = metric.kind === 'gauge' ? metric.last : null;
    const isDistribution = metric.kind === 'trend' || metric.kind === 'gauge';
    this.#minimum = isDistribution ? metric.min : null;
    this.#values = isDistribution ? metric.snapshot() : null;
    this.#resets = isReset ? resets : 0;
  }

  statisticSince(earlier: MetricReading | null, statistic: MetricStatistic, seconds: number): number | null {
    const since = this.#comparable(earlier);
    const count = this.#count - (since === null ? 0 : since.#count);
    if (count <= 0) return null;
    const sum = this.#sum - (since === null ? 0 : since.#sum);
    if (statistic === 'count') return count;
    if (this.kind === 'counter') return statisticOfCounter(statistic, sum, seconds);
    if (this.kind === 'rate') return statisticOfRate(statistic, sum, count);
    if (statistic === 'total') return sum;
    if (statistic === 'average') return sum / count;
    if (statistic === 'value') return this.#last;
    if (statistic === 'minimum' && since === null) return this.#minimum;
    return statistic === 'rate' ? null : this.#percentile(fractionOf(statistic), since);
  }

  #percentile(fraction: number, since: CustomMetric | null): number | null {
    const earlier = since === null ? null : since.#values;
    return this.#values?.percentile(fraction, earlier ?? undefined) ?? null;
  }

  /** Excludes values recorded before a reset. */
  #comparable(earlier: MetricReading | null): CustomMetric | null {
    const isComparable =
      earlier instanceof CustomMetric && earlier.kind === this.kind && earlier.#resets === this.#resets;
    return isComparable ? earlier : null;
  }
}

function sumOf(metric: Metric): number {
  if (metric.kind === 'counter') return metric.total;
  return metric.kind === 'rate' ? metric.trues : metric.sum;
}

function statisticOfCounter(statistic: MetricStatistic, total: number, seconds: number): number | null {
  if (statistic === 'rate') return seconds > 0 ? total / seconds : 0;
  return statistic === 'total' || statistic === 'value' ? total : null;
}

function statisticOfRate(statistic: MetricStatistic, trues: number, count: number): number | null {
  if (statistic === 'total') return trues;
  return statistic === 'rate' || statistic === 'value' || statistic === 'average' ? trues / count : null;
}

/** For a part of the run, minimum and maximum are percentiles, and only as exact as these; those of the whole run are exact. */
function fractionOf(statistic: 'median' | 'minimum' | 'maximum' | { readonly fraction: number }): number {
  if (typeof statistic === 'object') return statistic.fraction;
  return { minimum: 0, median: 0.5, maximum: 1 }[statistic];
}
