import { describe, expect, it } from 'vitest';
import { metricJson } from '../../../src/report/csv/metrics-rows.js';
import { connectedWorkers, percentileKey, rowReply, statsReply, targetKeys } from '../../../src/web/api/stats-reply.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { workedSample, workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const workers = [
  { id: 'a', state: 'running', userCount: 2, cpuUsage: 10, memoryUsage: 100 },
  { id: 'b', state: 'missing', userCount: 0, cpuUsage: 0, memoryUsage: 0 },
];

describe('statsReply', () => {
  it('has the figures of Locust’s worked sample', () => {
    const reply = statsReply(workedSample()[4] as never, null) as Record<string, unknown>;
    expect(reply).toMatchObject({
      state: 'running',
      user_count: 3,
      fail_ratio: 0.25,
      current_rps: 0.4,
      current_fail_per_sec: 0.1,
    });
    expect(reply.total_rps).toBeCloseTo(8 / 14, 10);
    expect(reply.current_response_time_percentiles).toEqual({
      'response_time_percentile_0.5': 91,
      'response_time_percentile_0.95': 91,
    });
    expect(reply).not.toHaveProperty('workers');
  });

  it('has non-zero percentiles under the flat keys of older versions', () => {
    const reply = statsReply(workedSample()[4] as never, null) as Record<string, number>;
    for (const suffix of ['50', '95', '1', '2']) expect(reply[`current_response_time_percentile_${suffix}`]).toBe(91);
  });

  it('has Aggregated last, whose method is an empty string', () => {
    const { stats } = statsReply(workedSampleEnd(), null) as { stats: Record<string, unknown>[] };
    expect(stats.map(({ name }) => name)).toEqual(['/a', '/b, "new"', 'feed', 'Aggregated']);
    expect(stats.at(-1)).toMatchObject({ method: '', num_requests: 8, num_failures: 2, max_response_time: 3432 });
  });

  it('has custom metrics, if there are any', () => {
    const stats = ownMetrics();
    const reply = statsReply({ ...workedSampleEnd(), stats }, null) as { custom_metrics: object[] };
    expect(reply.custom_metrics).toEqual(stats.metrics.map(metricJson));
    expect(statsReply(workedSampleEnd(), null)).not.toHaveProperty('custom_metrics');
  });

  it('lists errors with their times', () => {
    const { errors } = statsReply(workedSampleEnd(), null) as { errors: object[] };
    expect(errors[0]).toEqual({
      error: "CatchResponseError('Got wrong response')",
      first_seen: 1_700_000_002.5,
      last_seen: 1_700_000_002.5,
      method: 'POST',
      name: '/b, "new"',
      occurrences: 1,
    });
  });

  it('lists workers, and counts those that are connected', () => {
    expect(statsReply(workedSampleEnd(), workers)).toMatchObject({
      worker_count: 1,
      workers: [{ id: 'a', state: 'running', user_count: 2, cpu_usage: 10, memory_usage: 100 }, { id: 'b' }],
    });
    expect(connectedWorkers(null)).toBe(0);
  });

  it('adds keys of extensions, which cannot replace its own', () => {
    expect(statsReply(workedSampleEnd(), null, { extended_stats: [], state: 'x' })).toMatchObject({
      extended_stats: [],
      state: 'running',
    });
  });
});

it('writes whole percentiles as Python does', () => {
  expect([percentileKey(0.95), percentileKey(1)]).toEqual([
    'response_time_percentile_0.95',
    'response_time_percentile_1.0',
  ]);
});

it('has one key for each percentile of the statistics', () => {
  const row = rowReply(workedSampleEnd().stats.total, [0.5, 0.999]);
  expect(row).toHaveProperty(['response_time_percentile_0.5']);
  expect(row).toHaveProperty(['response_time_percentile_0.999']);
});

it('has the keys of a row in their order', () => {
  expect(Object.keys(rowReply(workedSampleEnd().stats.total, [0.5, 0.95]))).toEqual([
    ...[
      'method',
      'name',
      'num_requests',
      'num_failures',
      'min_response_time',
      'max_response_time',
      'current_rps',
      'current_fail_per_sec',
      'avg_response_time',
      'median_response_time',
      'total_rps',
      'total_fail_per_sec',
      'avg_content_length',
    ],
    ...['outcomes', 'response_time_percentile_0.5', 'response_time_percentile_0.95'],
  ]);
});

it('has the targets of a run, and no such key without any', () => {
  expect(targetKeys([])).toEqual({});
  const reply = statsReply(workedSampleEnd(), null, targetKeys(workedJudgement().results)) as { targets: object[] };
  expect(reply.targets[0]).toMatchObject({ target: 'GET /a p95 < 500ms', state: 'met', value: 155 });
});
