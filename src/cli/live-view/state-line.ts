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
  /** Whether keys change the run. */
  readonly hasKeys: boolean;
}

/**
 * `running    ████████░░░░░░░░ 13s of 60s  1,204 requests  ? keys`; the bar only with a run time, the rest where it fits.
 */
export function stateLine(
  { state, stats }: Snapshot,
  { elapsedSeconds, runTime, hasKeys }: StateOptions,
  width: number,
): BlockLine {
  const time = runTime ? `${shortTime(elapsedSeconds)} of ${shortTime(runTime)}` : shortTime(elapsedSeconds);
  const { numRequests } = stats.total;
  const count = `  ${numRequests.toLocaleString('en')} request${numRequests === 1 ? '' : 's'}`;
  const rest = width - labelWidth - time.length - 1;
  const isCounted = runTime ? rest - count.length >= minBarWidth : rest - count.length >= 0;
  const barWidth = Math.min(maxBarWidth, rest - (isCounted ? count.length : 0));
  const hasBar = runTime !== null && runTime > 0 && barWidth >= minBarWidth;
  const keys = '  ? keys';
  const used = labelWidth + (hasBar ? barWidth + 1 : 0) + time.length + (isCounted ? count.length : 0);
  return fitLine(
    [
      span(state.padEnd(labelWidth), state === 'running' ? 'green' : 'yellow'),
      ...(hasBar ? [span(`${progressBar(elapsedSeconds / runTime, barWidth)} `, 'cyan')] : []),
      span(time, 'bold'),
      ...(isCounted ? [span(count, 'dim')] : []),
      ...(hasKeys && used + keys.length <= width ? [span(keys, 'dim')] : []),
    ],
    width,
  );
}

/** `45s`, `20m05s`, `1h00m05s`. */
export function shortTime(seconds: number): string {
  if (seconds < 100) return `${seconds}s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}h${two(minutes)}m${two(seconds % 60)}s`;
  return `${minutes}m${two(seconds % 60)}s`;
}
