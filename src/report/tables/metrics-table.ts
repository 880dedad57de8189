/** The table of the metrics that a test records itself. Pure: plain data in, lines out. */
import type { MetricView } from '../../stats/metrics/metric-view.js';
import { percentileLabel } from '../../stats/percentiles.js';
import type { StatsView } from '../../stats/view.js';
import { formatFixed } from '../../util/text/format.js';
import { printableLine } from '../../util/text/printable.js';
import { stackedTable } from './stacked-table.js';
import { fitColumns, isTooNarrow, nameWidth, type Row, textCells, typeWidth } from './table-layout.js';
import { alignRight, dashes } from './table-text.js';

const fractions = [0.05, 0.5, 0.95, 0.99];

const header: Row = {
  type: 'Type',
  name: 'Name',
  figures: ['# values', 'Value', 'Per sec', 'Avg', 'Min', 'Max', ...fractions.map(percentileLabel)],
};

/** One row a metric; no lines without any. `columns`: those of the terminal, or null. */
export function metricsTable({ metrics }: StatsView, columns: number | null): string[] {
  if (metrics.length === 0) return [];
  const rows = metrics.map((metric) => ({
    type: metric.kind,
    name: printableLine(metric.name),
    figures: figuresOf(metric),
  }));
  const figureWidths = header.figures.map(() => 8);
  const locust = { type: typeWidth, name: nameWidth, figures: figureWidths };
  const separators = header.figures.length + 1;
  const layout = fitColumns([header, ...rows], columns, locust, separators);
  if (isTooNarrow(layout, columns, separators))
    return ['Custom metrics', ...stackedTable(header, [rows], columns as number)];
  const rule = [layout.type, layout.name, ...layout.figures].map(dashes).join('|');
  const line = (row: Row) => {
    const figures = row.figures.map((figure, i) => alignRight(figure, layout.figures[i] as number));
    return [...textCells(row, layout, columns !== null), ...figures].join(' ').trimEnd();
  };
  return ['Custom metrics', line(header), rule, ...rows.map(line), rule];
}

/** Cells that a kind does not have are empty. */
function figuresOf(metric: MetricView): string[] {
  const count = String(metric.count);
  const none = fractions.map(() => '');
  switch (metric.kind) {
    case 'trend': {
      const { avg, min, max } = metric;
      return [
        count,
        '',
        '',
        ...[avg, min, max].map(shortNumber),
        ...fractions.map((one) => shortNumber(metric.getPercentile(one))),
      ];
    }
    case 'counter':
      return [count, shortNumber(metric.total), formatFixed(metric.perSecond, 2), '', '', '', ...none];
    case 'gauge': {
      const { last, avg, min, max } = metric;
      return [count, shortNumber(last), '', ...[avg, min, max].map(shortNumber), ...none];
    }
    default:
      return [count, `${formatFixed(metric.rate * 100, 2)}%`, '', '', '', '', ...none];
  }
}

/** Whole numbers unchanged, others with three significant digits, and never less than their whole part. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const digits = String(Math.trunc(Math.abs(value))).length;
  return String(Number(value.toPrecision(Math.min(Math.max(3, digits), 21))));
}
