/** The report of a load test as a file: HTML, JSON or Markdown. */

import { verdictOf } from '../core/results/target-result.js';
import { parseCsv } from '../data/csv.js';
import { csvHeaders, exceptionsCsv, failuresCsv, statsCsv } from '../report/csv/csv-rows.js';
import { resultsJson } from '../report/json/results-json.js';
import { targetJson } from '../report/json/target-json.js';
import { TslocError } from '../util/error.js';
import { formatFixed } from '../util/text/format.js';
import { csvReport } from '../web/report/csv-report.js';
import { writeReport } from '../web/report/html-reporter.js';
import type { LoadTestResults } from './load-test-results.js';

/** By the end of the path: `.html`, `.json`, `.md`. @throws {TslocError} `REPORT_NOT_WRITABLE`, `BAD_REPORT_PATH` */
export function writeLoadTestReport(results: LoadTestResults, path: string): void {
  writeReport(path, reportText(results, path));
}

function reportText(results: LoadTestResults, path: string): string {
  if (/\.html?$/i.test(path)) return htmlReport(results);
  if (/\.json$/i.test(path)) return `${JSON.stringify(jsonReport(results), null, 2)}\n`;
  if (/\.(md|markdown)$/i.test(path)) return markdownReport(results);
  const hint = 'HTML shows charts; JSON is that of --output.';
  throw new TslocError('BAD_REPORT_PATH', `Expected a path that ends in .html, .json or .md, got '${path}'.`, { hint });
}

function htmlReport({ snapshot, history, scenario }: LoadTestResults): string {
  const headers = csvHeaders();
  const { stats } = snapshot;
  const tables = {
    stats: parseCsv(headers.stats + statsCsv(stats)),
    history: parseCsv(headers.history + history),
    failures: parseCsv(headers.failures + failuresCsv(stats)),
    exceptions: parseCsv(headers.exceptions + exceptionsCsv(stats)),
  };
  return csvReport(tables, scenario, 'light');
}

function jsonReport({ snapshot, scenario, exitCode, targets }: LoadTestResults): object {
  return resultsJson(snapshot, { scenario, exitCode, peakUsers: null, targets: targets.map(targetJson) });
}

const marks = { PASS: '✅', FAIL: '❌', WARN: '⚠️', '…': '…' } as const;

function markdownReport(results: LoadTestResults): string {
  const { scenario, passed, targets } = results;
  const rows = [
    ['Requests', String(results.totalRequests)],
    ['Success rate', `${formatFixed(results.successRate * 100, 2)} %`],
    ['Average latency', `${Math.round(results.avgLatency)} ms`],
    ['P95 latency', `${results.p95Latency} ms`],
    ['P99 latency', `${results.p99Latency} ms`],
    ['Peak throughput', `${formatFixed(results.peakThroughput, 1)} requests/s`],
  ];
  const lines = targets.map((result) => `- ${marks[verdictOf(result)]} ${result.line}`);
  return [
    `# ${scenario}: ${passed ? 'passed' : 'failed'}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
  ].join('\n');
}
