/** Custom metrics over time, for charts: the lines of each, recorded once a second and bounded. */
import type { MetricView, RateView, TrendView } from '../../stats/metrics/metric-view.js';
import type { MetricPoint, MetricPoints } from '../contracts/feed.js';
import { Column, combineBy, significant } from './columns.js';
import { metricLines } from './metric-lines.js';
import type { MergePlan } from './timeline.js';

/** The maximum number of metrics with a history, in first-seen order. */
const maxMetrics = 50;
/** Trends and rates are compared with the view of five to ten points before: keeping all ten would need more memory. */
const keptEvery = 5;
/** The fractions of a trend's lines. */
const fractions = [0.05, 0.5, 0.95];

/** One metric beside a timeline that all share. */
interface Series {
  readonly columns: readonly Column[];
  latest: MetricView;
  /** The views at which the next windows begin, oldest first. */
  kept: MetricView[];
}

/** The metrics of one test, since its start or its last reset. */
export class MetricHistory {
  readonly #series = new Map<string, Series>();
  /** The latest totals of counters, which continue after a reset. */
  readonly #totals: Map<string, number>;

  constructor(totals = new Map<string, number>()) {
    this.#totals = totals;
  }

  /** The history after a reset. */
  restart(): MetricHistory {
    return new MetricHistory(this.#totals);
  }

  /** Adds point `index`, which covers `seconds`; returns its values. */
  add(index: number, seconds: number, metrics: readonly MetricView[]): MetricPoint[] {
    return metrics.flatMap((view) => {
      const key = `${view.kind} ${view.name}`;
      const series = this.#series.get(key) ?? this.#create(key, view);
      if (series === null) return [];
      const values = view.kind === 'counter' ? [this.#rate(key, view.total, seconds)] : valuesOf(view, series.kept[0]);
      for (const [i, column] of series.columns.entries()) column.set(index, values[i] ?? Number.NaN);
      series.latest = view;
      if (index % keptEvery === 0) series.kept = [...series.kept.slice(-1), view];
      return [{ kind: view.kind, name: view.name, values }];
    });
  }

  merge(plan: MergePlan, seconds: readonly number[]): void {
    for (const { columns } of this.#series.values()) for (const column of columns) column.merge(plan, seconds);
  }

  /** The lines of all metrics, up to point `to`. */
  slice(to: number): MetricPoints[] {
    return [...this.#series.values()].map(({ columns, latest: { kind, name } }) => {
      return { kind, name, lines: columns.map((column) => column.slice(0, to)) };
    });
  }

  #create(key: string, view: MetricView): Series | null {
    if (this.#series.size >= maxMetrics) return null;
    const columns = metricLines[view.kind].map(({ merge }) => new Column(combineBy[merge], Number.NaN, significant));
    const series = { columns, latest: view, kept: [] };
    this.#series.set(key, series);
    return series;
  }

  /** A total that is less than the previous one belongs to a new test. */
  #rate(key: string, total: number, seconds: number): number {
    const before = this.#totals.get(key) ?? 0;
    this.#totals.set(key, total);
    return significant((total - (total < before ? 0 : before)) / seconds);
  }
}

/** In the order of {@link metricLines}; null where nothing was recorded since that view. */
function valuesOf(view: Exclude<MetricView, { kind: 'counter' }>, since: MetricView | undefined): (number | null)[] {
  if (view.kind === 'gauge') return [significant(view.last)];
  if (since !== undefined && since.count === view.count) return metricLines[view.kind].map(() => null);
  if (view.kind === 'rate') return [shareOf(view, since as RateView | undefined)];
  return fractions.map((fraction) => significant(view.getPercentile(fraction, since as TrendView | undefined)));
}

function shareOf({ count, trues }: RateView, since: RateView | undefined): number {
  return significant((trues - (since?.trues ?? 0)) / (count - (since?.count ?? 0)));
}
