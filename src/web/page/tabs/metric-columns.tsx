/** The columns of custom metrics. Cells that a kind does not have are empty. */
import type { MetricRow } from '../../contracts/feed.js';
import { metricFractions } from '../../history/metric-lines.js';
import type { Column } from '../table/column.js';
import { countText, metricText, percentileName, percentText, rateText } from '../text/numbers.js';
import { rowName } from './row-name.js';

export const metricColumns: readonly Column<MetricRow>[] = [
  { key: 'name', title: 'Name', kind: 'text', class: 'name-cell', value: ({ name }) => name, show: rowName },
  { key: 'kind', title: 'Kind', kind: 'text', value: ({ kind }) => kind },
  number('count', 'Values', ({ count }) => count, countText),
  { ...number('value', 'Total or latest', ({ value }) => value), show: singleValue },
  number('perSecond', 'Per second', ({ perSecond }) => perSecond, rateText),
  number('average', 'Average', ({ avg }) => avg),
  number('min', 'Min', ({ min }) => min),
  number('max', 'Max', ({ max }) => max),
  ...metricFractions
    .map((fraction, index) => ({
      ...number(`p${fraction}`, percentileName(fraction), ({ percentiles }) => percentiles?.[index]),
      isOptional: ![0.05, 0.5, 0.95, 0.99].includes(fraction),
    }))
    .filter((_, index) => metricFractions[index] !== 1), // that is the maximum
];

/** A counter's total, a gauge's latest value, the share of a rate. */
function singleValue({ kind, value }: MetricRow): string {
  if (value === undefined) return '';
  return kind === 'rate' ? percentText(value) : metricText(value);
}

function number(
  key: string,
  title: string,
  read: (row: MetricRow) => number | undefined,
  text: (n: number) => string = metricText,
): Column<MetricRow> {
  const show = (row: MetricRow) => {
    const value = read(row);
    return value === undefined ? '' : text(value);
  };
  return { key, title, kind: 'number', value: (row) => read(row) ?? Number.NEGATIVE_INFINITY, show };
}
