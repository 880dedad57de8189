import { describe, expect, it } from 'vitest';
import { formatMetric } from '../../../src/web/api/prometheus-format.js';

describe('formatMetric', () => {
  it('describes the metric once, before its samples', () => {
    const samples = [
      [{}, 1.5],
      [{ method: 'GET', name: '/a' }, 2],
    ] as const;
    expect(formatMetric({ name: 'requests', help: 'All requests.', type: 'counter', samples })).toBe(
      '# HELP requests All requests.\n# TYPE requests counter\nrequests 1.5\nrequests{method="GET",name="/a"} 2\n',
    );
  });

  it('appends a suffix to the name of a sample', () => {
    expect(formatMetric({ name: 'time', help: 'ms.', type: 'summary', samples: [[{}, 3, '_count']] })).toMatch(
      /^time_count 3$/m,
    );
  });

  it('escapes backslashes, quotes and line feeds in labels', () => {
    const samples = [[{ name: 'a\\b "c"\nd' }, 1]] as const;
    expect(formatMetric({ name: 'm', help: '', type: 'gauge', samples })).toContain('m{name="a\\\\b \\"c\\"\\nd"} 1\n');
  });
});
