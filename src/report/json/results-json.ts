/** The results of a run as one JSON object, `_metrics.json`: a schema of its own, with a version. Pure. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { outcomesJson } from '../../stats/outcomes.js';
import { metricJson } from '../csv/metrics-rows.js';

/** Values that the snapshot does not contain. */
export interface ResultFacts {
  /** null without one. */
  readonly scenario: string | null;
  readonly exitCode: number;
  /** Users that the load asks for at its peak; null if it is not known. */
  readonly peakUsers: number | null;
  /** What became of the targets, as plain data; empty without any. */
  readonly targets: readonly object[];
}

/** Version 1: docs/schemas/metrics-1.json. Times in ms, moments in epoch seconds, shares from 0 to 1. */
export function resultsJson(
  { at, stats, requestsInFlight }: Snapshot,
  { scenario, exitCode, peakUsers, targets }: ResultFacts,
): object {
  const { total, startTime } = stats;
  return {
    version: 1,
    scenario,
    exit_code: exitCode,
    started_at: startTime,
    ended_at: at,
    duration_seconds: at - startTime,
    peak_users: peakUsers,
    requests_in_flight: requestsInFlight,
    total: entryJson(total),
    entries: stats.entries.map(entryJson),
    failures: stats.failures.map(({ method, name, error, occurrences }) => ({ method, name, error, occurrences })),
    exceptions: stats.exceptions.map(({ count, message }) => ({ count, message })),
    metrics: stats.metrics.map(metricJson),
    targets,
  };
}

function entryJson(entry: EntryView): object {
  const { method, name, numRequests, numFailures, failRatio, totalRps } = entry;
  return {
    method,
    name,
    requests: numRequests,
    failures: numFailures,
    success_rate: numRequests === 0 ? 0 : 1 - failRatio,
    requests_per_second: totalRps,
    response_time: {
      ...{ average: entry.avgResponseTime, min: entry.minResponseTime, max: entry.maxResponseTime },
      ...{ median: entry.medianResponseTime, percentiles: entry.percentiles },
    },
    average_content_length: entry.avgContentLength,
    outcomes: outcomesJson(entry.outcomes),
  };
}
