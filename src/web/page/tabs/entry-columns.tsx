/** The columns of the statistics: Locust's, and more to choose. */
import type { OutcomeCounts } from '../../../stats/outcomes.js';
import type { EntryRow } from '../../contracts/feed.js';
import { meanRates } from '../feed/mean-rates.js';
import { rowKey } from '../series/row-trends.js';
import type { Column } from '../table/column.js';
import { bytesText, countText, millisecondsText, percentileName, percentText, rateText } from '../text/numbers.js';
import { MeanRate, type MeanRateProps } from './mean-rate.js';
import { rowName } from './row-name.js';
import { RowTrend } from './row-trend.js';

/** What decides which columns there are. */
export interface EntryColumnsPlan {
  /** The fractions of the rows' percentiles. */
  readonly fractions: readonly number[];
  /** The fractions that are shown by default. */
  readonly shown: readonly number[];
  /** A report has no current rates. */
  readonly isLive: boolean;
}

export function entryColumns({ fractions, shown, isLive }: EntryColumnsPlan): Column<EntryRow>[] {
  const current = { isOptional: !isLive };
  return [
    { key: 'name', title: 'Name', kind: 'text', class: 'name-cell', value: ({ name }) => name, show: rowName },
    { key: 'method', title: 'Type', kind: 'text', value: ({ method }) => method },
    number('requests', 'Requests', (row) => row.numRequests, countText),
    { ...number('failures', 'Fails', (row) => row.numFailures, countText), show: failuresOf },
    { ...number('failRatio', 'Fails', ratioOf, percentText, '%'), isOptional: true },
    number('median', 'Median', (row) => row.medianResponseTime, countText, 'ms'),
    ...fractions.map((fraction, index) => percentileColumn(fraction, index, shown.includes(fraction))),
    number('average', 'Average', (row) => row.avgResponseTime, millisecondsText, 'ms'),
    number('min', 'Min', (row) => row.minResponseTime, millisecondsText, 'ms'),
    number('max', 'Max', (row) => row.maxResponseTime, millisecondsText, 'ms'),
    ...outcomeColumns(),
    number('size', 'Average size', (row) => row.avgContentLength, bytesText),
    { ...number('rps', 'RPS', (row) => row.currentRps, rateText, 'now'), ...current },
    { ...number('failPerSec', 'Fails/s', (row) => row.currentFailPerSec, rateText, 'now'), ...current },
    { ...meanRate('totalRps', 'RPS', 'rps'), isOptional: isLive },
    { ...meanRate('totalFailPerSec', 'Fails/s', 'failPerSec'), isOptional: isLive },
    {
      key: 'trend',
      title: 'RPS, last minute',
      kind: 'text',
      isPlain: true,
      isOptional: !isLive,
      class: 'trend-cell',
      value: () => '',
      show: (row) => <RowTrend id={rowKey(row)} />,
    },
  ];
}

const outcomeTitles: Readonly<Record<keyof OutcomeCounts, string>> = {
  '2xx': '2xx',
  '3xx': '3xx',
  '4xx': '4xx',
  '5xx': '5xx',
  '429': '429',
  timeouts: 'Timeouts',
  connectionErrors: 'Connection errors',
};

/** How requests ended. */
function outcomeColumns(): Column<EntryRow>[] {
  return (Object.keys(outcomeTitles) as (keyof OutcomeCounts)[]).map((key) => ({
    ...number(`outcome-${key}`, outcomeTitles[key], ({ outcomes }) => outcomes?.[key] ?? 0, countText),
    isOptional: true,
  }));
}

function failuresOf(row: EntryRow) {
  return row.numFailures === 0 ? '0' : <span class="bad-text">{countText(row.numFailures)}</span>;
}

function ratioOf({ numFailures, numRequests }: EntryRow): number {
  return numRequests === 0 ? 0 : numFailures / numRequests;
}

function percentileColumn(fraction: number, index: number, isShown: boolean): Column<EntryRow> {
  const value = (row: EntryRow) => row.percentiles[index] ?? 0;
  return { ...number(`p${fraction}`, percentileName(fraction), value, countText, 'ms'), isOptional: !isShown };
}

function meanRate(key: string, title: string, of: MeanRateProps['of']): Column<EntryRow> {
  const value = (row: EntryRow) => meanRates(row)[of];
  return { key, title, unit: 'whole test', kind: 'number', value, show: (row) => <MeanRate row={row} of={of} /> };
}

function number(
  key: string,
  title: string,
  value: (row: EntryRow) => number,
  text: (n: number) => string,
  unit?: string,
): Column<EntryRow> {
  return {
    key,
    title,
    kind: 'number',
    value,
    show: (row) => text(value(row)),
    ...(unit === undefined ? {} : { unit }),
  };
}
