import { describe, expect, it } from 'vitest';
import { metricsText } from '../../../src/web/api/prometheus.js';
import { workedSample } from '../../helpers/statistics/worked-sample.js';

const text = metricsText(workedSample()[4] as never, null);
const lines = text.split('\n');

describe('metricsText', () => {
  it.each([
    'locust_users 3',
    'locust_running 2',
    'locust_workers_count 0',
    'locust_requests_fail_ratio 0.25',
    'locust_requests_current_response_time_percentile_95 91',
    'locust_requests_response_time_percentile_95{method="POST",name="/b, \\"new\\""} 3432',
    'locust_requests_response_time_percentile_99{method="POST",name="/b, \\"new\\""} 3432',
    'locust_requests_num_requests{method="",name="Aggregated"} 8',
    'locust_requests_num_requests{method="POST",name="/b, \\"new\\""} 2',
    'locust_errors{method="POST",name="/b, \\"new\\"",error="CatchResponseError(\'Got wrong response\')"} 1',
  ])('has the line %s', (line) => expect(lines).toContain(line));

  it.each([
    ['ready', 0],
    ['spawning', 1],
    ['running', 2],
    ['cleanup', 0],
    ['stopped', 0],
  ])('says of the state %s what locust_exporter does: %d', (state, value) => {
    const snapshot = { ...workedSample()[4], state } as never;
    expect(metricsText(snapshot, null).split('\n')).toContain(`locust_running ${value}`);
  });

  it('has the workers by their state, missing ones included', () => {
    const workers = ['running', 'spawning', 'missing', 'running'].map((state, i) => {
      return { id: `host_${i}`, state, userCount: i * 10, cpuUsage: 0, memoryUsage: 0 };
    });
    expect(metricsText(workedSample()[4] as never, workers).match(/^locust_worker.*$/gm)).toEqual([
      'locust_workers_count 4',
      'locust_workers_running_count 2',
      'locust_workers_hatching_count 1',
      'locust_workers_missing_count 1',
      'locust_worker_detail{id="host_0",state="running"} 0',
      'locust_worker_detail{id="host_1",state="spawning"} 10',
      'locust_worker_detail{id="host_2",state="missing"} 20',
      'locust_worker_detail{id="host_3",state="running"} 30',
    ]);
  });

  it('describes each metric once, before its samples', () => {
    const seen = new Set<string>();
    for (const line of lines.filter((one) => one !== '')) {
      const name = /^(?:# (?:HELP|TYPE) )?(\w+)/.exec(line)?.[1] as string;
      if (line.startsWith('# HELP')) {
        expect(seen.has(name)).toBe(false);
        seen.add(name);
      } else expect(seen.has(name)).toBe(true);
    }
  });
});
