import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLoadTestReport } from '../../src/load-test/load-test-report.js';
import type { LoadTestResults } from '../../src/load-test/load-test-results.js';
import { resultsSchema } from '../../src/report/json/results-schema.js';
import { matchesSchema } from '../helpers/files/json-schema.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { workedSampleEnd } from '../helpers/statistics/worked-sample.js';

const target = {
  text: 'p95 < 1s',
  title: 'P95',
  level: 'threshold',
  state: 'missed',
  value: 3432,
  operator: '<',
  bound: 1000,
  unit: 'ms',
  note: null,
  line: 'P95: 3432ms < 1000ms target',
} as const;
const results: LoadTestResults = {
  ...{ scenario: 'worked', totalRequests: 8, successRate: 0.75, avgLatency: 711.1, p95Latency: 3432, p99Latency: 3432 },
  ...{
    peakThroughput: 2,
    targets: [target, { ...target, level: 'target' }],
    passed: false,
    exitCode: 1,
    snapshot: workedSampleEnd(),
    history: '',
  },
};

function written(name: string): string {
  const path = join(temporaryFolder(), 'reports', name);
  writeLoadTestReport(results, path);
  return readFileSync(path, 'utf8');
}

describe('writeLoadTestReport', () => {
  it('writes Markdown', () => {
    expect(written('r.md')).toBe(`# worked: failed

| | |
|---|---|
| Requests | 8 |
| Success rate | 75.00 % |
| Average latency | 711 ms |
| P95 latency | 3432 ms |
| P99 latency | 3432 ms |
| Peak throughput | 2.0 requests/s |

- ❌ P95: 3432ms < 1000ms target
- ⚠️ P95: 3432ms < 1000ms target
`);
  });

  it('writes JSON by the schema of _metrics.json', () => {
    const json = JSON.parse(written('r.json'));
    expect(matchesSchema(json, resultsSchema())).toBe(true);
    expect(json).toMatchObject({
      scenario: 'worked',
      exit_code: 1,
      targets: [
        { target: 'p95 < 1s', level: 'threshold', state: 'missed' },
        { target: 'p95 < 1s', level: 'target', state: 'missed' },
      ],
    });
  });

  it('writes HTML', () => {
    expect(written('r.html')).toMatch(/^<!doctype html>/i);
  });

  it('refuses another end, and a place that cannot be written to', () => {
    expect(() => written('r.pdf')).toThrow("Expected a path that ends in .html, .json or .md, got '");
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => writeLoadTestReport(results, join(file, 'r.md'))).toThrow(
      expect.objectContaining({ code: 'REPORT_NOT_WRITABLE' }),
    );
  });
});
