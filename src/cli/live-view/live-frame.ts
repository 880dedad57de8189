/** The lines of the live view: state, charts, the busiest rows, the newest failures. Pure: plain data in, lines out. */

import { type TargetResult, verdictOf } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { failureTitle } from '../../stats/failures.js';
import type { FailureView, StatsView } from '../../stats/view.js';
import { formatFixed } from '../../util/format.js';
import { printableLine } from '../../util/printable.js';
import { fitEnd, fitMiddle } from './fit-text.js';
import type { LiveValues } from './live-history.js';
import { progressBar, sparkline } from './sparkline.js';

/** One line with its emphasis; its text fits the width. */
export interface LiveLine {
  readonly text: string;
  readonly style: 'plain' | 'bold' | 'dim' | 'red';
}

/** What a frame shows besides the snapshot. */
export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly elapsedSeconds: number;
  /** Seconds; null without a time limit. */
  readonly runTime: number | null;
  /** Users started per second; null where a shape decides. */
  readonly spawnRate: number | null;
  /** The newest failures first. */
  readonly failures: readonly FailureView[];
  /** What became of the targets so far. */
  readonly targets?: readonly TargetResult[];
}

const labelWidth = 11;
/** Wider lines put figures too far from names. */
const maxWidth = 140;
const maxEntries = 10;
const maxFailures = 3;
const maxTargets = 6;

/** At most `rows - 1` lines of at most `columns - 1` columns: a full line would wrap or scroll. */
export function liveFrame(snapshot: Snapshot, values: LiveValues, options: FrameOptions): LiveLine[] {
  const width = Math.min(maxWidth, Math.max(10, options.columns - 1));
  const targets = targetLines(options.targets ?? [], width);
  const head = [stateLine(snapshot, options, width), ...measureLines(snapshot, values, options, width), ...targets];
  const failures = failureLines(options.failures, width);
  const room = options.rows - 1 - head.length - failures.length;
  return [...head, ...entryLines(snapshot.stats, width, room), ...failures].slice(0, Math.max(1, options.rows - 1));
}

function stateLine({ state }: Snapshot, { elapsedSeconds, runTime }: FrameOptions, width: number): LiveLine {
  const time = runTime ? `${elapsedSeconds}s of ${runTime}s` : `${elapsedSeconds}s`;
  const barWidth = Math.min(40, width - labelWidth - time.length - 1);
  const bar = runTime && barWidth > 3 ? `${progressBar(elapsedSeconds / runTime, barWidth)} ` : '';
  return { text: fitEnd(`${state.padEnd(labelWidth)}${bar}${time}`, width), style: 'bold' };
}

function measureLines(snapshot: Snapshot, values: LiveValues, options: FrameOptions, width: number): LiveLine[] {
  const { userCount, targetUserCount, stats } = snapshot;
  const { numFailures, failRatio } = stats.total;
  const ramp = userCount < targetUserCount && options.spawnRate !== null ? ` +${options.spawnRate}/s` : '';
  const last = (name: keyof LiveValues) => values[name].at(-1) ?? 0;
  const measure = (label: string, name: keyof LiveValues, text: string): LiveLine => {
    const chartWidth = Math.min(60, width - labelWidth - text.length - 2);
    const chart = chartWidth > 3 ? `  ${sparkline(values[name], chartWidth)}` : '';
    const isBad = name === 'failureRate' && numFailures > 0;
    return { text: fitEnd(`${label.padEnd(labelWidth)}${text}${chart}`, width), style: isBad ? 'red' : 'plain' };
  };
  return [
    measure('users', 'users', `${userCount}/${targetUserCount}${ramp}`.padEnd(16)),
    measure('requests/s', 'requestRate', formatFixed(last('requestRate'), 1).padEnd(16)),
    measure(
      'failures/s',
      'failureRate',
      `${formatFixed(last('failureRate'), 1)} (${formatFixed(failRatio * 100, 2)}%)`.padEnd(16),
    ),
    measure('p50', 'p50', `${last('p50')} ms`.padEnd(16)),
    measure('p95', 'p95', `${last('p95')} ms`.padEnd(16)),
    measure('p99', 'p99', `${last('p99')} ms`.padEnd(16)),
  ];
}

/** Missed targets first. */
function targetLines(targets: readonly TargetResult[], width: number): LiveLine[] {
  if (targets.length === 0) return [];
  const missed = targets.filter(({ state }) => state === 'missed');
  const shown = [...missed, ...targets.filter(({ state }) => state !== 'missed')].slice(0, maxTargets);
  const lines = shown.map((result): LiveLine => {
    const text = `${verdictOf(result).padEnd(4)} ${printableLine(result.line)}`;
    return { text: fitEnd(text, width), style: result.state === 'missed' ? 'red' : 'plain' };
  });
  const head = `targets: ${missed.length} of ${targets.length} missed`;
  return [{ text: '', style: 'plain' }, { text: fitEnd(head, width), style: 'dim' }, ...lines];
}

/** The busiest rows, as many as there is room for; `req/s`, `fails` and `p95` at the right. */
function entryLines({ entries }: StatsView, width: number, room: number): LiveLine[] {
  const count = Math.min(maxEntries, room - 2, entries.length);
  if (count < 1) return [];
  const busiest = [...entries].sort((a, b) => b.currentRps - a.currentRps || b.numRequests - a.numRequests);
  const nameWidth = width - 24;
  const row = (name: string, cells: readonly string[]) =>
    fitEnd(`${fitMiddle(name, nameWidth)}${cells.map((cell) => cell.padStart(8)).join('')}`, width);
  const line = (entry: EntryView): LiveLine => {
    const name = printableLine(`${entry.method} ${entry.name}`.trim());
    const p95 = String(entry.getCurrentResponseTimePercentile(0.95) ?? entry.getResponseTimePercentile(0.95));
    const cells = [formatFixed(entry.currentRps, 1), String(entry.numFailures), p95];
    return { text: row(name, cells), style: entry.numFailures > 0 ? 'red' : 'plain' };
  };
  const header: LiveLine = { text: row('busiest', ['req/s', 'fails', 'p95 ms']), style: 'dim' };
  return [{ text: '', style: 'plain' }, header, ...busiest.slice(0, count).map(line)];
}

function failureLines(failures: readonly FailureView[], width: number): LiveLine[] {
  if (failures.length === 0) return [];
  const lines = failures.slice(0, maxFailures).map((failure): LiveLine => {
    const text = `${failure.occurrences}× ${printableLine(failureTitle(failure))}`;
    return { text: fitEnd(text, width), style: 'red' };
  });
  return [{ text: '', style: 'plain' }, { text: fitEnd('newest failures', width), style: 'dim' }, ...lines];
}
