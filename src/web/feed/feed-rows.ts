/** Rows of the statistics as the page gets them. */
import type { EntryView } from '../../stats/entry-view.js';
import type { MetricView } from '../../stats/metrics/metric-view.js';
import { percentileLabel } from '../../stats/percentiles.js';
import type { ExceptionView, FailureView } from '../../stats/view.js';
import type { WorkerView } from '../contracts/backend.js';
import type { EntryRow, ExceptionRow, FailureRow, MetricRow, WorkerRow } from '../contracts/feed.js';
import { metricFractions } from '../history/metric-lines.js';

/** A row with percentiles at `fractions`; those of the last ten seconds only where they are kept. */
export function entryRow(entry: EntryView, fractions: readonly number[], isWindowed: boolean): EntryRow {
  const labels = fractions.map(percentileLabel);
  const current = entry.currentPercentiles;
  return {
    method: entry.method,
    name: entry.name,
    numRequests: entry.numRequests,
    numFailures: entry.numFailures,
    currentRps: entry.currentRps,
    currentFailPerSec: entry.currentFailPerSec,
    totalRps: entry.totalRps,
    totalFailPerSec: entry.totalFailPerSec,
    medianResponseTime: entry.medianResponseTime,
    avgResponseTime: entry.avgResponseTime,
    minResponseTime: entry.minResponseTime,
    maxResponseTime: entry.maxResponseTime,
    avgContentLength: entry.avgContentLength,
    outcomes: entry.outcomes,
    percentiles: labels.map((label) => entry.percentiles[label] ?? 0),
    ...(isWindowed ? { currentPercentiles: current && labels.map((label) => current[label] ?? 0) } : {}),
  };
}

export function failureRow({ method, name, error, occurrences, firstSeen, lastSeen }: FailureView): FailureRow {
  return { method, name, error, occurrences, firstSeen, lastSeen };
}

export function exceptionRow({ count, message, traceback, nodes }: ExceptionView): ExceptionRow {
  return { count, message, traceback, nodes: [...nodes] };
}

/** Only what the page shows: a worker may be an object with more, and with getters. */
export function workerRow({ id, state, userCount, cpuUsage, memoryUsage }: WorkerView): WorkerRow {
  return { id, state, userCount, cpuUsage, memoryUsage };
}

export function metricRow(metric: MetricView): MetricRow {
  const { kind, name, count } = metric;
  if (kind === 'counter') return { kind, name, count, value: metric.total, perSecond: metric.perSecond };
  if (kind === 'rate') return { kind, name, count, value: metric.rate };
  const { avg, min, max } = metric;
  if (kind === 'gauge') return { kind, name, count, value: metric.last, avg, min, max };
  const percentiles = metricFractions.map((fraction) => metric.percentiles[percentileLabel(fraction)] ?? 0);
  return { kind, name, count, avg, min, max, percentiles };
}
