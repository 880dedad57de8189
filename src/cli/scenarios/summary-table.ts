/** One table for several scenarios. Pure: plain data in, lines out. */
import { formatFixed } from '../../util/text/format.js';
import type { ScenarioResult } from './scenario-result.js';

/** One scenario; `result` is null if its process reported none, `exitCode` null if it did not run. */
export interface ScenarioOutcome {
  readonly name: string;
  readonly exitCode: number | null;
  readonly result: ScenarioResult | null;
}

const header = ['Scenario', 'Result', 'Exit code', 'Duration', '# reqs', '# fails', 'req/s', '95%', 'Targets met'];

/** A header, and a line for each scenario. */
export function summaryTable(outcomes: readonly ScenarioOutcome[]): string[] {
  const rows = [header, ...outcomes.map(rowOf)];
  const widths = header.map((_, i) => Math.max(...rows.map((row) => (row[i] as string).length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width)).join('|');
  const [first = [], ...others] = rows.map(line).map((cells) => cells.join(' ').trimEnd());
  return ['Scenarios', first as string, rule, ...(others as string[]), rule];
}

/** The exit code of all: the greatest, and not 0 where a scenario did not run. */
export function worstExitCode(outcomes: readonly ScenarioOutcome[]): number {
  return Math.max(0, ...outcomes.map(({ exitCode }) => exitCode ?? 1));
}

function rowOf({ name, exitCode, result }: ScenarioOutcome): string[] {
  if (exitCode === null) return [name, 'not run', ...header.slice(2).map(() => '')];
  const figures = result === null ? ['', '', '', '', '', ''] : figuresOf(result);
  return [name, exitCode === 0 ? 'PASS' : 'FAIL', String(exitCode), ...figures];
}

function figuresOf({
  durationSeconds,
  requests,
  failures,
  requestsPerSecond,
  p95,
  targets,
  targetsMet,
}: ScenarioResult): string[] {
  return [
    `${Math.round(durationSeconds)}s`,
    String(requests),
    String(failures),
    formatFixed(requestsPerSecond, 2),
    String(p95),
    targets === 0 ? '' : `${targetsMet}/${targets}`,
  ];
}
