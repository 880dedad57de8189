/** The first line of the live view: state, run time, and what was counted so far. Pure. */
import type { Snapshot } from '../../core/snapshot.js';
import type { BlockLine } from '../terminal/terminal.js';
import { labelWidth } from './measure-lines.js';
import { progressBar } from './sparkline.js';
import { fitLine, span } from './styled-text.js';

const maxBarWidth = 30;
const minBarWidth = 4;

/** What the line shows besides the snapshot. */
interface StateOptions {
  readonly elapsedSeconds: number;
  /** Seconds; null without a time limit. */
  readonly runTime: number | null;
  /** How many tasks all users together may do; null without a limit. */
  readonly iterations: number | null;
  /** Whether keys change the run. */
  readonly hasKeys: boolean;
}

/**
 * `running    ████████░░░░░░░░ 13s of 60s  1,204 requests  ? keys`; the bar only with a limit, the rest where it fits.
 * With `--iterations`: `5s, 40 of 100 tasks`.
 */
export function stateLine(snapshot: Snapshot, options: StateOptions, width: number): BlockLine {
  const { state, stats } = snapshot;
  const time = limitText(snapshot, options);
  const share = doneShare(snapshot, options);
  const { numRequests } = stats.total;
  const count = `  ${numRequests.toLocaleString('en')} request${numRequests === 1 ? '' : 's'}`;
  const rest = width - labelWidth - time.length - 1;
  const isCounted = share !== null ? rest - count.length >= minBarWidth : rest - count.length >= 0;
  const barWidth = Math.min(maxBarWidth, rest - (isCounted ? count.length : 0));
  const bar = share !== null && barWidth >= minBarWidth ? `${progressBar(share, barWidth)} ` : '';
  const keys = '  ? keys';
  const used = labelWidth + bar.length + time.length + (isCounted ? count.length : 0);
  return fitLine(
    [
      span(state.padEnd(labelWidth), state === 'running' ? 'green' : 'yellow'),
      span(bar, 'cyan'),
      span(time, 'bold'),
      ...(isCounted ? [span(count, 'dim')] : []),
      ...(options.hasKeys && used + keys.length <= width ? [span(keys, 'dim')] : []),
    ],
    width,
  );
}

/** `13s of 60s`, or `5s, 40 of 100 tasks`, or both. */
function limitText(snapshot: Snapshot, { elapsedSeconds, runTime, iterations }: StateOptions): string {
  const time = runTime ? `${shortTime(elapsedSeconds)} of ${shortTime(runTime)}` : shortTime(elapsedSeconds);
  if (iterations === null) return time;
  return `${time}, ${snapshot.iterations.toLocaleString('en')} of ${iterations.toLocaleString('en')} tasks`;
}

/** The part of the limit that is nearest, 0 to 1; null without one. */
function doneShare(snapshot: Snapshot, { elapsedSeconds, runTime, iterations }: StateOptions): number | null {
  const shares = [
    ...(runTime ? [elapsedSeconds / runTime] : []),
    ...(iterations === null ? [] : [snapshot.iterations / iterations]),
  ];
  return shares.length === 0 ? null : Math.max(...shares);
}

/** `45s`, `20m05s`, `1h00m05s`. */
export function shortTime(seconds: number): string {
  if (seconds < 100) return `${seconds}s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}h${two(minutes)}m${two(seconds % 60)}s`;
  return `${minutes}m${two(seconds % 60)}s`;
}
