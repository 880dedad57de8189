/** Values of a run that are no rows of the statistics: metrics that users record, and samples of the load generator. */

/** How the values of one metric become one number. `rate`: the share of true values, or the amount per second. */
export type MetricStatistic =
  | 'median'
  | 'average'
  | 'minimum'
  | 'maximum'
  | 'count'
  | 'rate'
  | 'total'
  | 'value'
  | { readonly fraction: number };

/** One metric at an instant: it does not change any more. */
export interface MetricReading {
  /** When its values began to count, epoch seconds, if a reset of the statistics does not empty it; else null. */
  readonly startedAt: number | null;
  /**
   * The statistic of what was recorded after an earlier reading of the same metric, or, with null, from the start. null if
   * nothing was, or if a metric of this kind has no such statistic. `rate` of an amount is per second of `seconds`.
   */
  statisticSince(earlier: MetricReading | null, statistic: MetricStatistic, seconds: number): number | null;
}

/** Finds metrics by name. */
export interface MetricSource {
  /** What it measures: a custom metric may have the name of one of the load generator. */
  readonly kind: 'custom' | 'generator';
  /** The metric as it is now; null if nothing has recorded one of this name. */
  view(name: string): MetricReading | null;
}
