/** The blocks that a run with targets prints at its end: the test summary, and `[PASS]` or `[FAIL]` before each target's line. Pure. */

import { type Judgement, verdictOf } from '../core/results/target-result.js';
import type { Snapshot } from '../core/snapshot.js';
import { formatFixed } from '../util/text/format.js';
import { printableLine } from '../util/text/printable.js';

/** The figures that people quote: whole ms, rates with two decimals. */
export function testSummary({ at, stats }: Snapshot): string[] {
  const { total, startTime, lastRequestTimestamp } = stats;
  const successful = Math.max(0, total.numRequests - total.numFailures);
  const successRate = total.numRequests === 0 ? 0 : (successful / total.numRequests) * 100;
  const percentile = (fraction: number) => `${total.getResponseTimePercentile(fraction)}ms`;
  return [
    'TEST SUMMARY',
    ...aligned([
      ['Duration', `${formatFixed((lastRequestTimestamp ?? at) - startTime, 1)}s`],
      ['Total Requests', String(total.numRequests)],
      ['Requests/Second', formatFixed(total.totalRps, 2)],
      ['Successful', String(successful)],
      ['Failed', String(total.numFailures)],
      ['Success Rate', `${formatFixed(successRate, 2)}%`],
    ]),
    '',
    'RESPONSE TIMES',
    ...aligned([
      ['Average', `${Math.round(total.avgResponseTime)}ms`],
      ['Minimum', `${Math.round(total.minResponseTime)}ms`],
      ['Maximum', `${Math.round(total.maxResponseTime)}ms`],
      ['P50', percentile(0.5)],
      ['P90', percentile(0.9)],
      ['P95', percentile(0.95)],
      ['P99', percentile(0.99)],
    ]),
  ];
}

/** One line a target: `[PASS] P95 Response Time: 145ms < 500ms target`. */
export function targetValidation({ results }: Judgement): string[] {
  return ['TARGET VALIDATION', ...results.map((result) => `[${verdictOf(result)}] ${printableLine(result.line)}`)];
}

const labelWidth = 18;

function aligned(rows: readonly (readonly [label: string, value: string])[]): string[] {
  return rows.map(([label, value]) => `${`${label}:`.padEnd(labelWidth)}${value}`);
}
