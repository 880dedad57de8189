/** Corrects the times of a worker whose clock is wrong: rates and charts are those of the master's clock. */
import type { EntryDelta, SecondCounts, StatsDelta } from '../../stats/delta.js';
import type { MetricDelta } from '../../stats/metrics/metrics.js';

/** Smaller differences are caused by the delay of messages, and do no harm. */
const toleratedSeconds = 5;

/** Whole seconds by which the worker's clock is behind the master's; 0 within the tolerance. */
export function skewOf(workerSeconds: number, masterSeconds: number): number {
  const difference = Math.round(masterSeconds - workerSeconds);
  return Math.abs(difference) > toleratedSeconds ? difference : 0;
}

/** The delta with all of its timestamps moved by whole seconds. */
export function shiftDelta(delta: StatsDelta, seconds: number): StatsDelta {
  if (seconds === 0) return delta;
  return {
    ...delta,
    total: shiftEntry(delta.total, seconds),
    entries: delta.entries.map((entry) => shiftEntry(entry, seconds)),
    groups: delta.groups?.map((group) => shiftEntry(group, seconds)) ?? [],
    failures: delta.failures.map((row) => ({
      ...row,
      firstSeen: row.firstSeen + seconds,
      lastSeen: row.lastSeen + seconds,
    })),
    metrics: delta.metrics.map((metric) => shiftMetric(metric, seconds)),
  };
}

function shiftEntry(entry: EntryDelta, seconds: number): EntryDelta {
  const { startTime, lastRequestTimestamp } = entry;
  return {
    ...entry,
    startTime: startTime + seconds,
    lastRequestTimestamp: lastRequestTimestamp === null ? null : lastRequestTimestamp + seconds,
    requestsPerSecond: shiftSeconds(entry.requestsPerSecond, seconds),
    failuresPerSecond: shiftSeconds(entry.failuresPerSecond, seconds),
  };
}

function shiftMetric(metric: MetricDelta, seconds: number): MetricDelta {
  return 'lastAt' in metric ? { ...metric, lastAt: metric.lastAt + seconds } : metric;
}

function shiftSeconds(counts: SecondCounts, seconds: number): SecondCounts {
  return counts.map(([second, times]) => [second + seconds, times]);
}
