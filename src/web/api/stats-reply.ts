/** The reply of `GET /stats/requests`: a superset of what every version of Locust since 2.0 has answered. */

import type { TargetResult } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { metricJson } from '../../report/csv/metrics-rows.js';
import { targetJson } from '../../report/json/target-json.js';
import type { EntryView } from '../../stats/entry-view.js';
import { outcomesJson } from '../../stats/outcomes.js';
import type { WorkerView } from '../contracts/backend.js';
import type { EntryRow } from '../contracts/feed.js';

/** Locust's limit of rows, and of errors. */
const maxRows = 500;

/** Keys that an extension may add, such as `extended_stats`. */
export type ExtraKeys = Readonly<Record<string, unknown>>;

/**
 * Current and total rates under both generations of names, percentiles nested by fraction and as flat keys: exporters for
 * older versions read `current_response_time_percentile_95`, those before 2.19 `current_response_time_percentile_1`. Where
 * a test has custom metrics, `custom_metrics` lists them.
 */
export function statsReply(snapshot: Snapshot, workers: readonly WorkerView[] | null, extra: ExtraKeys = {}): object {
  const { stats } = snapshot;
  const { total, percentilesToChart, percentilesToStatistics } = stats;
  const current = (fraction: number) => total.getCurrentResponseTimePercentile(fraction);
  const [first = 0.5, second = 0.95] = percentilesToChart;
  return {
    ...extra,
    state: snapshot.state,
    user_count: snapshot.userCount,
    stats: [...stats.entries.slice(0, maxRows), total].map((entry) => rowReply(entry, percentilesToStatistics)),
    errors: stats.failures.slice(0, maxRows).map(({ method, name, error, occurrences, firstSeen, lastSeen }) => {
      return { method, name, error, occurrences, first_seen: firstSeen, last_seen: lastSeen };
    }),
    current_rps: total.currentRps,
    current_fail_per_sec: total.currentFailPerSec,
    total_rps: total.totalRps,
    total_fail_per_sec: total.totalFailPerSec,
    fail_ratio: total.failRatio,
    current_response_time_percentiles: percentileKeys(percentilesToChart, current),
    current_response_time_percentile_50: current(0.5) ?? 0,
    current_response_time_percentile_95: current(0.95) ?? 0,
    current_response_time_percentile_1: current(first) ?? 0,
    current_response_time_percentile_2: current(second) ?? 0,
    ...(stats.metrics.length === 0 ? {} : { custom_metrics: stats.metrics.map(metricJson) }),
    ...(workers === null ? {} : workerReply(workers)),
  };
}

/** `response_time_percentile_0.95`. */
export function percentileKey(fraction: number): string {
  return `response_time_percentile_${Number.isInteger(fraction) ? `${fraction}.0` : fraction}`;
}

/** One key for each fraction. */
export function percentileKeys<T>(fractions: readonly number[], valueAt: (fraction: number) => T): Record<string, T> {
  return Object.fromEntries(fractions.map((fraction) => [percentileKey(fraction), valueAt(fraction)]));
}

/** The key `targets` of a run that has some. */
export function targetKeys(results: readonly TargetResult[]): ExtraKeys {
  return results.length === 0 ? {} : { targets: results.map(targetJson) };
}

/** One row of a reply. */
export function rowReply(entry: EntryView, fractions: readonly number[]): object {
  return {
    ...locustRow(entry),
    outcomes: outcomesJson(entry.outcomes),
    ...percentileKeys(fractions, (fraction) => entry.getResponseTimePercentile(fraction)),
  };
}

/** What a row of a reply and one of a report have in common: Locust's keys, without the percentiles. */
export function locustRow(row: Omit<EntryRow, 'percentiles' | 'currentPercentiles'>): object {
  return {
    method: row.method,
    name: row.name,
    num_requests: row.numRequests,
    num_failures: row.numFailures,
    min_response_time: Math.round(row.minResponseTime),
    max_response_time: Math.round(row.maxResponseTime),
    current_rps: row.currentRps,
    current_fail_per_sec: row.currentFailPerSec,
    avg_response_time: row.avgResponseTime,
    median_response_time: row.medianResponseTime,
    total_rps: row.totalRps,
    total_fail_per_sec: row.totalFailPerSec,
    avg_content_length: row.avgContentLength,
  };
}

function workerReply(workers: readonly WorkerView[]): object {
  return {
    workers: workers.map(({ id, state, userCount, cpuUsage, memoryUsage }) => {
      return { id, state, user_count: userCount, cpu_usage: cpuUsage, memory_usage: memoryUsage };
    }),
    worker_count: connectedWorkers(workers),
  };
}

/** Workers that can run users. */
export function connectedWorkers(workers: readonly WorkerView[] | null): number {
  return (workers ?? []).filter(({ state }) => state !== 'missing').length;
}
