/** A line for each measure of the live view: its figure over the last seconds, a chart, and the chart's largest value. Pure. */
import type { Snapshot } from '../../core/snapshot.js';
import { formatFixed } from '../../util/text/format.js';
import type { BlockLine } from '../terminal/terminal.js';
import type { LiveValues } from './live-history.js';
import { ratesSince } from './rates-since.js';
import { sparkline } from './sparkline.js';
import { fitLine, span } from './styled-text.js';

/** Columns of the names at the left. */
export const labelWidth = 11;
/** Figures are padded, so that charts stay where they are while figures change. */
const figureWidth = 16;
const maxChartWidth = 60;
const minChartWidth = 4;
/** Narrower lines have no largest value beside the chart. */
const minWidthWithPeak = 60;

interface Measure {
  readonly label: string;
  readonly name: keyof LiveValues;
  readonly figure: string;
  readonly format: (value: number) => string;
  readonly isBad?: boolean;
}

/** What the lines show besides the snapshot. */
interface MeasureOptions {
  readonly since: Snapshot;
  readonly spawnRate: number | null;
}

export function measureLines(
  snapshot: Snapshot,
  values: LiveValues,
  options: MeasureOptions,
  width: number,
): BlockLine[] {
  const measures = measuresOf(snapshot, options);
  const hasPeaks = width >= minWidthWithPeak;
  const peaks = measures.map(({ name, format }) => (hasPeaks ? `max ${format(Math.max(0, ...values[name]))}` : ''));
  const peakWidth = hasPeaks ? 2 + Math.max(...peaks.map(({ length }) => length)) : 0;
  // All charts are equally wide, so that a column is the same second in each.
  const chartWidth = Math.min(maxChartWidth, width - labelWidth - figureWidth - 2 - peakWidth);
  return measures.map((measure, i) => {
    const chart = chartWidth < minChartWidth ? '' : sparkline(values[measure.name], chartWidth).padEnd(chartWidth);
    return fitLine(spansOf(measure, chart, peaks[i] ?? ''), width);
  });
}

function measuresOf(snapshot: Snapshot, { since, spawnRate }: MeasureOptions): Measure[] {
  const { userCount, targetUserCount, stats } = snapshot;
  const { total } = stats;
  const ramp = userCount < targetUserCount && spawnRate !== null ? ` +${spawnRate}/s` : '';
  const { requests, failures } = ratesSince(snapshot, since, total, since.stats.total);
  const fractions = [0.5, 0.95, 0.99];
  const times = total.percentilesSince(since.stats.total, fractions);
  const perSecond = (value: number) => formatFixed(value, 1);
  const milliseconds = (value: number) => `${value} ms`;
  const share = `(${formatFixed(total.failRatio * 100, 2)}%)`;
  return [
    { label: 'users', name: 'users', figure: `${userCount}/${targetUserCount}${ramp}`, format: String },
    { label: 'requests/s', name: 'requestRate', figure: perSecond(requests), format: perSecond },
    {
      label: 'failures/s',
      name: 'failureRate',
      figure: `${perSecond(failures)} ${share}`,
      format: perSecond,
      isBad: total.numFailures > 0,
    },
    ...(['p50', 'p95', 'p99'] as const).map((name, i) => ({
      label: name,
      name,
      figure: milliseconds(times[i] ?? 0),
      format: milliseconds,
    })),
  ];
}

function spansOf({ label, figure, isBad }: Measure, chart: string, peak: string): BlockLine {
  return [
    span(label.padEnd(labelWidth), 'dim'),
    span(figure.padEnd(figureWidth), isBad ? 'red' : 'bold'),
    ...(chart === '' ? [] : [span(`  ${chart}`, isBad ? 'red' : 'cyan')]),
    ...(peak === '' ? [] : [span(`  ${peak}`, 'dim')]),
  ];
}
