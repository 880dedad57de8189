/** A run as Markdown: its verdict, targets, key figures, rows, failures and exceptions. For GitHub's step summary. Pure. */

import type { RunResult } from '../../core/results/run-result.js';
import { verdictOf } from '../../core/results/target-result.js';
import type { EntryView } from '../../stats/entry-view.js';
import { failureTitle } from '../../stats/failures.js';
import { formatFixed } from '../../util/text/format.js';
import { printableLine } from '../../util/text/printable.js';
import { exceptionTitle } from '../tables/error-table.js';

/** More rows than these are left out: a step summary may have 1 MiB. */
const maxRows = 200;

const marks = { PASS: '✅ pass', FAIL: '❌ fail', WARN: '⚠️ warn', '…': '…' } as const;

/** Ends in a newline. `name` is that of the test. */
export function markdownSummary({ snapshot, judgement, exitCode, reason }: RunResult, name: string): string {
  const { stats } = snapshot;
  const verdict = exitCode === 0 ? 'passed' : `failed (exit code ${exitCode})`;
  const targets = judgement.results.map((result) => [marks[verdictOf(result)], result.text, result.line]);
  const rows = [...stats.entries.slice(0, maxRows), stats.total].map(rowCells);
  const failures = stats.failures.slice(0, maxRows).map((one) => [String(one.occurrences), failureTitle(one)]);
  const exceptions = stats.exceptions.slice(0, maxRows).map((one) => [String(one.count), exceptionTitle(one)]);
  const left = stats.entries.length - maxRows;
  return [
    `### Load test ${cell(name)}: ${verdict}`,
    ...(reason === null ? [] : ['', cell(reason)]),
    ...table(['', 'target', 'measured'], targets),
    ...table(['', 'requests', 'failures', 'average', 'p50', 'p95', 'p99', 'requests/s'], rows),
    ...(left > 0 ? ['', `${left} more rows are left out.`] : []),
    ...table(['occurrences', 'failure'], failures),
    ...table(['occurrences', 'exception'], exceptions),
    '',
  ].join('\n');
}

function rowCells(entry: EntryView): string[] {
  const percentile = (fraction: number) => `${entry.getResponseTimePercentile(fraction)} ms`;
  return [
    `${entry.method} ${entry.name}`.trim(),
    String(entry.numRequests),
    `${entry.numFailures} (${formatFixed(entry.failRatio * 100, 2)} %)`,
    `${Math.round(entry.avgResponseTime)} ms`,
    ...[percentile(0.5), percentile(0.95), percentile(0.99)],
    formatFixed(entry.totalRps, 2),
  ];
}

/** With a blank line before it; nothing without rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return ['', line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

/** On one line; no character ends the cell or begins HTML. */
function cell(text: string): string {
  return printableLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|');
}
