/** `GET /metrics`: Prometheus' text format, with the names of the common Locust exporter and its dashboards. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import type { WorkerView } from '../contracts/backend.js';
import { customMetrics } from './prometheus-custom.js';
import { formatMetric, type Metric } from './prometheus-format.js';

/** The content type of {@link metricsText}. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** All metrics of a snapshot. Source of the names that begin with `locust_`, and their values: ContainerSolutions/locust_exporter. */
export function metricsText(snapshot: Snapshot, workers: readonly WorkerView[] | null): string {
  const ofRun = [...runMetrics(snapshot), ...workerMetrics(workers ?? [])];
  const ofLocust = [...ofRun, ...requestMetrics(snapshot), errorMetric(snapshot)];
  return [...ofLocust, ...customMetrics(snapshot.stats.metrics)].map(formatMetric).join('');
}

const stateValues: Readonly<Record<string, number>> = { spawning: 1, running: 2 };

function runMetrics({ state, userCount, stats }: Snapshot): Metric[] {
  const { total } = stats;
  const running = stateValues[state] ?? 0;
  const current = (fraction: number) => total.getCurrentResponseTimePercentile(fraction) ?? 0;
  return [
    gauge('locust_up', 'The load generator answers.', 1),
    gauge('locust_users', 'Users that run now.', userCount),
    gauge('locust_running', '2 while a test runs, 1 while users are being spawned, else 0.', running),
    gauge('locust_requests_fail_ratio', 'Failures per request, 0 to 1.', total.failRatio),
    gauge('locust_requests_current_response_time_percentile_50', 'ms, over the last ten seconds.', current(0.5)),
    gauge('locust_requests_current_response_time_percentile_95', 'ms, over the last ten seconds.', current(0.95)),
  ];
}

function workerMetrics(workers: readonly WorkerView[]): Metric[] {
  const countIn = (state: string) => workers.filter((worker) => worker.state === state).length;
  return [
    gauge('locust_workers_count', 'Workers, missing ones included.', workers.length),
    gauge('locust_workers_running_count', 'Workers whose users run.', countIn('running')),
    gauge('locust_workers_hatching_count', 'Workers that are spawning users.', countIn('spawning')),
    gauge('locust_workers_missing_count', 'Workers that the master has lost.', countIn('missing')),
    {
      name: 'locust_worker_detail',
      help: 'Users of a worker.',
      type: 'gauge',
      samples: workers.map(({ id, state, userCount }) => [{ id, state }, userCount]),
    },
  ];
}

const requestFields: readonly (readonly [
  name: string,
  help: string,
  type: Metric['type'],
  of: (e: EntryView) => number,
])[] = [
  ['num_requests', 'Requests of the test.', 'counter', (entry) => entry.numRequests],
  ['num_failures', 'Failed requests of the test.', 'counter', (entry) => entry.numFailures],
  ['avg_response_time', 'ms.', 'gauge', (entry) => entry.avgResponseTime],
  ['min_response_time', 'ms.', 'gauge', (entry) => entry.minResponseTime],
  ['max_response_time', 'ms.', 'gauge', (entry) => entry.maxResponseTime],
  ['median_response_time', 'ms.', 'gauge', (entry) => entry.medianResponseTime],
  ['response_time_percentile_95', 'ms.', 'gauge', (entry) => entry.getResponseTimePercentile(0.95)],
  ['response_time_percentile_99', 'ms.', 'gauge', (entry) => entry.getResponseTimePercentile(0.99)],
  ['avg_content_length', 'Bytes.', 'gauge', (entry) => entry.avgContentLength],
  ['current_rps', 'Requests per second, over ten seconds.', 'gauge', (entry) => entry.currentRps],
  ['current_fail_per_sec', 'Failures per second, over ten seconds.', 'gauge', (entry) => entry.currentFailPerSec],
];

function requestMetrics({ stats }: Snapshot): Metric[] {
  return requestFields.map(([field, help, type, read]) => ({
    name: `locust_requests_${field}`,
    help,
    type,
    samples: [...stats.entries, stats.total].map((entry) => [{ method: entry.method, name: entry.name }, read(entry)]),
  }));
}

function errorMetric({ stats }: Snapshot): Metric {
  return {
    name: 'locust_errors',
    help: 'Failed requests by error.',
    type: 'counter',
    samples: stats.failures.map(({ method, name, error, occurrences }) => [{ method, name, error }, occurrences]),
  };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [[{}, value]] };
}
