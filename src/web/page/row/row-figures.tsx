/** All figures of a row. */
import type { EntryRow } from '../../contracts/feed.js';
import { meanRates } from '../feed/mean-rates.js';
import { bytesText, countText, millisecondsText, percentileName, percentText, rateText } from '../text/numbers.js';

export interface RowFiguresProps {
  readonly row: EntryRow;
  readonly fractions: readonly number[];
}

export function RowFigures({ row, fractions }: RowFiguresProps) {
  return (
    <dl class="row-figures">
      {rowFigures(row, fractions).map(([label, value, isBad]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={isBad ? 'bad-text' : ''}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type RowFigure = readonly [label: string, value: string, isBad?: boolean];

/** Labels and values. */
export function rowFigures(row: EntryRow, fractions: readonly number[]): RowFigure[] {
  const ratio = row.numRequests === 0 ? 0 : row.numFailures / row.numRequests;
  const fails = row.numFailures === 0 ? '0' : `${countText(row.numFailures)} (${percentText(ratio)})`;
  return [
    ['Requests', countText(row.numRequests)],
    ['Failures', fails, row.numFailures > 0],
    ['RPS now', rateText(row.currentRps)],
    ['RPS overall', rateText(meanRates(row).rps)],
    ['Average', `${millisecondsText(row.avgResponseTime)} ms`],
    ['Min', `${millisecondsText(row.minResponseTime)} ms`],
    ['Median', `${countText(row.medianResponseTime)} ms`],
    ...fractions
      .map((fraction, index): RowFigure => [percentileName(fraction), `${countText(row.percentiles[index] ?? 0)} ms`])
      .filter((_, index) => shownFractions.includes(fractions[index] as number)),
    ['Max', `${millisecondsText(row.maxResponseTime)} ms`],
    ['Average size', bytesText(row.avgContentLength)],
  ];
}

const shownFractions = [0.9, 0.95, 0.99, 0.999];
