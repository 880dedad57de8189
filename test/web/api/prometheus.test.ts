import { describe, expect, it } from 'vitest';
import { metricsText } from '../../../src/web/api/prometheus.js';
import { workedSample } from '../../helpers/statistics/worked-sample.js';

const text = metricsText(workedSample()[4] as never, null);
const lines = text.split('\n');

describe('metricsText', () => {
  it.each([
    'locust_users 3',
    'locust_running 1',
    'locust_workers_count 0',
    'locust_requests_fail_ratio 0.25',
    'locust_requests_current_response_time_percentile_95 91',
    'locust_requests_num_requests{method="",name="Aggregated"} 8',
    'locust_requests_num_requests{method="POST",name="/b, \\"new\\""} 2',
    'locust_errors{method="POST",name="/b, \\"new\\"",error="CatchResponseError(\'Got wrong response\')"} 1',
  ])('has the line %s', (line) => expect(lines).toContain(line));

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
