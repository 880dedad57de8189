/** What the accuracy bench prints. Pure. */
import type { Case } from './cases.js';
import { fractions } from './times.js';
import { differences, isShown, medianDifferences, type Run, verdicts } from './verdict.js';

const widths = [40, 12, 8, 9, 26, 26, 26, 30];

/** The head of the table. */
export function formatHead(): string {
  return row(['', 'requests/s', 'busy', 'no core', 'p50', 'p90', 'p99', 'p99.9']);
}

/** One row: for each percentile the server's bounds, the difference from them, and whether it is within tolerance. */
export function formatCase(one: Case, runs: readonly Run[]): string {
  const last = runs.at(-1) as Run;
  const { rate, busy, waitedForCore } = last.client;
  const verdict = verdicts(runs);
  const cells = medianDifferences(runs).map((difference, i) => {
    const [least, most] = [last.server.percentiles[i] as number, last.server.atMost[i] as number];
    return `${least.toFixed(2)}–${most.toFixed(2)} ${signed(difference)} ${verdict[i] ? 'ok' : 'OFF'}`;
  });
  const shown = last.client.shown;
  const note = isShown(last.client) ? '' : ` but the report says ${shown.join(', ')}`;
  const tries = runs.length > 1 ? ` (medians of ${runs.length})` : '';
  return row([titleOf(one), whole(rate), percent(busy), percent(waitedForCore), ...cells]) + tries + note;
}

/** One line: the percentiles outside tolerance; null if there are none. */
export function formatMiss(one: Case, runs: readonly Run[]): string | null {
  const isTrue = verdicts(runs);
  const off = medianDifferences(runs).flatMap((difference, i) =>
    isTrue[i] ? [] : [`p${(fractions[i] as number) * 100} by ${signed(difference)} ms`],
  );
  return off.length === 0 ? null : `accuracy: ${titleOf(one)}: ${off.join(', ')}`;
}

/** Such as `FastHttpUser, fixed, 50 %`. */
function titleOf({ kind, shape, share, wait }: Case): string {
  return `${kind}, ${shape}, ${percent(share)}${wait > 0 ? ', waits' : ''}`;
}

/** One row of the experiment with a blocked event loop. */
export function formatBlock(milliseconds: number, run: Run): string {
  const off = differences(run).map(signed).join(' ');
  const { log, busy } = run.client;
  const warnings = log
    .map((line) => line.replace(/^.*?\/WARNING\/[\w.]+: /, ''))
    .filter((line) => !/per second/.test(line));
  return `  blocked for ${milliseconds} ms (busy ${percent(busy)}): off by ${off} ms; ${warnings.length === 0 ? 'no warning' : warnings.join(' | ')}`;
}

function row(cells: readonly string[]): string {
  return `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('')}`.trimEnd();
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
