/** The console's tables in Locust's layout, which scripts parse. Pure: plain data in, lines out. */

import type { EntryView } from '../stats/entry-view.js';
import { failureTitle } from '../stats/failures.js';
import { percentileLabel } from '../stats/percentiles.js';
import type { StatsView } from '../stats/view.js';
import { fixed } from '../util/format.js';

const typeWidth = 8;

/** Width of the name column: 80 where the output is no terminal, else what a terminal of `columns` leaves. */
export function nameWidth(columns: number | null): number {
  return columns === null ? 80 : Math.max(Math.min(columns - 80, 80), 0);
}

/** One row an entry, then the total. `current`: rates of the last seconds, else those of the whole run. */
export function statsTable(stats: StatsView, names: number, current: boolean): string[] {
  const width = names - typeWidth + 4;
  const header = `${left('Type', typeWidth)} ${left('Name', width)} ${right('# reqs', 7)} ${right('# fails', 12)} |${right('Avg', 7)} ${right('Min', 7)} ${right('Max', 7)}${right('Med', 7)} | ${right('req/s', 7)} ${right('failures/s', 11)}`;
  const rule = [typeWidth, width, 7, 13, 7, 7, 7, 7, 8, 11].map(dashes).join('|');
  const row = (entry: EntryView) => statsRow(entry, width, current);
  return [header, rule, ...stats.entries.map(row), rule, row(stats.total)];
}

/** Entries without any response time are left out. */
export function percentileTable(stats: StatsView, names: number): string[] {
  const labels = [...stats.percentilesToReport.map(percentileLabel), '# reqs'];
  const [first = '', ...others] = labels;
  const header = `${left('Type', typeWidth)} ${left('Name', names)} ${[right(first, 8), ...others.map((label) => right(label, 6))].join(' ')}`;
  const rule = [typeWidth, names, 8, ...stats.percentilesToReport.map(() => 6)].map(dashes).join('|');
  const rows = (entries: readonly EntryView[]) =>
    entries.filter((entry) => entry.numRequests > entry.numNoneRequests).map((entry) => percentileRow(entry, names));
  return [
    'Response time percentiles (approximated)',
    header,
    rule,
    ...rows(stats.entries),
    rule,
    ...rows([stats.total]),
  ];
}

/** Failures in first-seen order; no lines at all without any. */
export function errorTable(stats: StatsView, names: number): string[] {
  if (stats.failures.length === 0) return [];
  const rule = `${dashes(18)}|${dashes(80 + names - 19)}`;
  const rows = stats.failures.map(
    (failure) => `${left(String(failure.occurrences), 18)} ${left(failureTitle(failure), 100)}`,
  );
  return ['Error report', `${left('# occurrences', 18)} ${left('Error', 100)}`, rule, ...rows, rule];
}

function statsRow(entry: EntryView, width: number, current: boolean): string {
  const fails = `${entry.numFailures}(${fixed(entry.failRatio * 100, 2)}%)`;
  const rps = fixed(current ? entry.currentRps : entry.totalRps, 2);
  const failsPerSecond = fixed(current ? entry.currentFailPerSec : entry.totalFailPerSec, 2);
  const [average, min, max, median] = [
    entry.avgResponseTime,
    entry.minResponseTime,
    entry.maxResponseTime,
    entry.medianResponseTime,
  ].map((ms) => right(String(Math.trunc(ms)), 7));
  const type = entry.method === '' ? '' : `${entry.method} `;
  return `${left(type, typeWidth)} ${left(entry.name, width)} ${right(String(entry.numRequests), 7)} ${right(fails, 12)} |${average} ${min} ${max}${median} | ${right(rps, 7)} ${right(failsPerSecond, 11)}`;
}

function percentileRow(entry: EntryView, names: number): string {
  const [first = 0, ...others] = Object.values(entry.percentiles);
  const cells = [right(String(first), 8), ...[...others, entry.numRequests].map((value) => right(String(value), 6))];
  return `${left(entry.method, typeWidth)} ${left(entry.name, names)} ${cells.join(' ')}`;
}

// A negative width left-aligns in Python, so a very narrow terminal pads names to the absolute value.
function left(text: string, width: number): string {
  return text.padEnd(Math.abs(width));
}

function right(text: string, width: number): string {
  return text.padStart(width);
}

function dashes(width: number): string {
  return '-'.repeat(Math.max(0, width));
}
