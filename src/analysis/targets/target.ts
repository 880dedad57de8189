/** What a target is, as plain data: a metric of some requests, a comparison, a bound, and when it is judged. */
import type { MetricStatistic } from '../../core/metric-source.js';
import type { TargetLevel, TargetOperator, TargetUnit } from '../../core/results/target-result.js';

export type { TargetLevel, TargetOperator, TargetUnit };

/** One pass/fail goal of a run. */
export interface Target {
  /** The line as the user wrote it. */
  readonly text: string;
  readonly level: TargetLevel;
  /** The scenario that it is judged in; null for all. */
  readonly scenario: string | null;
  readonly scope: TargetScope;
  readonly metric: TargetMetric;
  readonly operator: TargetOperator;
  readonly bound: TargetBound;
  readonly window: TargetWindow;
  /** When a miss ends the run; null if it never does. */
  readonly abort: TargetAbort | null;
  /** Exit code of a run that misses it: 1, or the one of the option that it stands for. */
  readonly exitCode: number;
}

/**
 * What is measured: all requests, the requests of rows, those of a user class, those of tasks with a tag. `named` are the
 * values of a custom metric, or, if the run has no such metric, the rows of this name. In `pattern`, `*` stands for any text.
 */
export type TargetScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'rows' | 'named'; readonly pattern: string }
  | { readonly kind: 'user' | 'tag'; readonly name: string };

/** Which figure of it. */
export type TargetMetric =
  | { readonly kind: 'percentile' /** 0..1, 0 excluded. */; readonly fraction: number }
  | { readonly kind: 'figure'; readonly name: FigureName }
  | { readonly kind: 'share' | 'number'; readonly of: OutcomeName }
  | { readonly kind: 'sampled'; readonly name: SampledName; readonly statistic: MetricStatistic };

/** Figures of requests, tasks and custom metrics. `rate`, `total` and `value` are of custom metrics only. */
export type FigureName =
  | 'median'
  | 'average'
  | 'minimum'
  | 'maximum'
  | 'count'
  | 'rps'
  | 'content size'
  | 'iterations'
  | 'exceptions'
  | 'rate'
  | 'total'
  | 'value';

/** How requests end. Those of status 429 are among 4xx, too. */
export type OutcomeName = 'success' | 'error' | '2xx' | '3xx' | '4xx' | '5xx' | '429' | 'timeout' | 'connection error';

/** What is sampled of the load generator itself: CPU as a share, memory in bytes, delay of the event loop in ms. */
export type SampledName = 'cpu' | 'memory' | 'loop delay';

/** In ms, as a share (0..1), in bytes, per second, or as a plain number. */
export interface TargetBound {
  readonly value: number;
  readonly unit: TargetUnit;
}

/** The part of the run that counts: all of it, the part after the ramp, the last seconds, or each interval by itself. */
export type TargetWindow =
  | { readonly kind: 'run' | 'after ramp' }
  | { readonly kind: 'last' | 'every'; readonly seconds: number };

/** A run ends once the target has been missed for this time without interruption. */
export interface TargetAbort {
  readonly graceSeconds: number;
}
