/** A run as Markdown: its verdict, targets, key figures, rows, failures and exceptions. For GitHub's step summary. Pure. */

import type { RunResult } from '../../core/results/run-result.js';
import { type TargetResult, verdictOf } from '../../core/results/target-result.js';
import type { EntryView } from '../../stats/entry-view.js';
import { failureTitle } from '../../stats/failures.js';
import type { ExceptionView, FailureView } from '../../stats/view.js';
import { cutText } from '../../util/text/cut-text.js';
import { formatFixed } from '../../util/text/format.js';
import { printableLine } from '../../util/text/printable.js';
import { exceptionTitle } from '../tables/error-table.js';

/** What the summary says besides the result. */
export interface SummaryFacts {
  /** Name of the test. */
  readonly name: string;
  /** Each table says how many rows it has beyond these. */
  readonly maxRows: number;
}

/** Ends in a newline. The most frequent failures and exceptions come first. */
export function markdownSummary(result: RunResult, { name, maxRows }: SummaryFacts): string {
  const { exitCode, reason, judgement, snapshot } = result;
  const { entries, total } = snapshot.stats;
  const failures = snapshot.stats.failures.toSorted((a, b) => b.occurrences - a.occurrences);
  const exceptions = snapshot.stats.exceptions.toSorted((a, b) => b.count - a.count);
  const verdict = exitCode === 0 ? 'passed' : `failed (exit code ${exitCode})`;
  return [
    `### Load test ${cell(name)}: ${verdict}`,
    ...(reason === null ? [] : ['', cell(reason)]),
    ...table({ kind: 'Targets', head: targetHead, rows: judgement.results, cellsOf: targetCells }, maxRows),
    ...table({ kind: 'Rows', head: entryHead, rows: entries, cellsOf: entryCells, last: [total] }, maxRows),
    ...table({ kind: 'Failures', head: failureHead, rows: failures, cellsOf: failureCells }, maxRows),
    ...table({ kind: 'Exceptions', head: exceptionHead, rows: exceptions, cellsOf: exceptionCells }, maxRows),
    '',
  ].join('\n');
}

const targetHead = ['', 'target', 'measured'];
const entryHead = ['', 'requests', 'failures', 'average', 'p50', 'p95', 'p99', 'requests/s'];
const failureHead = ['occurrences', 'failure'];
const exceptionHead = ['occurrences', 'exception'];

const marks = { PASS: '✅ pass', FAIL: '❌ fail', WARN: '⚠️ warn', '…': '…' } as const;

function targetCells(result: TargetResult): string[] {
  return [marks[verdictOf(result)], result.text, result.line];
}

function entryCells(entry: EntryView): string[] {
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

function failureCells(failure: FailureView): string[] {
  return [String(failure.occurrences), failureTitle(failure)];
}

function exceptionCells(exception: ExceptionView): string[] {
  return [String(exception.count), exceptionTitle(exception)];
}

interface Table<T> {
  /** What its rows are, for the line about those that are left out. */
  readonly kind: string;
  readonly head: readonly string[];
  readonly rows: readonly T[];
  readonly cellsOf: (row: T) => readonly string[];
  /** Never left out. */
  readonly last?: readonly T[];
}

/** With a blank line before it; nothing without rows. */
function table<T>({ kind, head, rows, cellsOf, last = [] }: Table<T>, maxRows: number): string[] {
  const shown = [...rows.slice(0, maxRows), ...last];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const lines = ['', line(head), `|${head.map(() => '---|').join('')}`, ...shown.map((row) => line(cellsOf(row)))];
  const left = rows.length - maxRows;
  return [
    ...(shown.length === 0 ? [] : lines),
    ...(left > 0 ? ['', `${kind} left out: ${left} of ${rows.length}.`] : []),
  ];
}

/** Longer names and texts are cut off, UTF-16 code units. */
const maxCellLength = 300;

/** On one line; no character ends the cell or begins HTML. */
function cell(text: string): string {
  return cutText(printableLine(text), maxCellLength)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|');
}
