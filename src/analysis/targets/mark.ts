/** The statistics that a target needs, at one instant; a target compares two marks. */
import type { MetricReading, MetricSource } from '../../core/metric-source.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import type { Target, TargetMetric, TargetScope } from './target.js';

/** A run at one instant, as targets see it. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly metrics: readonly MetricSource[];
}

/** The part of a moment that one target needs: small enough to be kept for each second of a window. */
export interface Mark {
  /** Epoch seconds. */
  readonly at: number;
  /** Start of the statistics, epoch seconds. */
  readonly startedAt: number;
  /** The rows in scope. */
  readonly rows: readonly EntryView[];
  /** The custom metric, or the sampled metric of the load generator; null if there is none. */
  readonly metric: MetricReading | null;
  readonly iterations: number;
  readonly exceptions: number;
}

/** Takes the mark of a target. */
export function takeMark({ scope, metric }: Target, { snapshot, metrics }: Moment): Mark {
  const { at, stats, iterations } = snapshot;
  const view = findMetric(scope, metric, metrics);
  return {
    at,
    startedAt: stats.startTime,
    rows: view === null ? rowsIn(scope, snapshot) : [],
    metric: view,
    iterations,
    exceptions: stats.exceptions.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The mark of the moment at which the statistics began; `mark` itself for what a reset of the statistics does not empty. */
export function markOfStart(target: Target, mark: Mark): Mark {
  const { startedAt, metric } = mark;
  const figure = target.metric.kind === 'figure' ? target.metric.name : null;
  const continues = figure === 'iterations' || figure === 'exceptions';
  if (continues || (metric?.startedAt ?? startedAt) < startedAt) return mark;
  return { at: startedAt, startedAt, rows: [], metric: null, iterations: 0, exceptions: 0 };
}

/** Returns a predicate for the rows that a pattern names, by their names or by method and name; `*` stands for any text. */
export function rowMatcher(pattern: string): (row: Pick<EntryView, 'method' | 'name'>) => boolean {
  const expression = new RegExp(`^${pattern.split('*').map(escapeExpression).join('.*')}$`, 's');
  return ({ method, name }) => expression.test(name) || expression.test(`${method} ${name}`);
}

function findMetric(scope: TargetScope, metric: TargetMetric, sources: readonly MetricSource[]): MetricReading | null {
  if (metric.kind === 'sampled') return viewOf('generator', metric.name, sources);
  return scope.kind === 'named' ? viewOf('custom', scope.pattern, sources) : null;
}

function viewOf(kind: MetricSource['kind'], name: string, sources: readonly MetricSource[]): MetricReading | null {
  for (const source of sources) {
    const view = source.kind === kind ? source.view(name) : null;
    if (view !== null) return view;
  }
  return null;
}

function rowsIn(scope: TargetScope, { stats }: Snapshot): readonly EntryView[] {
  switch (scope.kind) {
    case 'all':
      return [stats.total];
    case 'rows':
    case 'named':
      return stats.entries.filter(rowMatcher(scope.pattern));
    default: {
      const group = stats.groups[`${scope.kind} ${scope.name}`];
      return group === undefined ? [] : [group];
    }
  }
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
