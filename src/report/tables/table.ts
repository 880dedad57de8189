/**
 * The statistics and percentile tables. Pure: plain data in, lines out. Without a terminal, they have Locust's exact
 * widths, which scripts parse; on a terminal they fit its width.
 */
import type { EntryView } from '../../stats/entry-view.js';
import { percentileLabel } from '../../stats/percentiles.js';
import type { StatsView } from '../../stats/view.js';
import { formatFixed } from '../../util/text/format.js';
import { printableLine } from '../../util/text/printable.js';
import { stackedTable } from './stacked-table.js';
import { fitColumns, isTooNarrow, type Layout, nameWidth, type Row, textCells, typeWidth } from './table-layout.js';
import { alignRight, dashes } from './table-text.js';

/** Locust's widths where the output is not a terminal. */
const figureWidths = [7, 12, 7, 7, 7, 7, 7, 11] as const;

/** Characters between the columns of the table of statistics. */
const statsSeparators = 11;

const statsHeader: Row = {
  type: 'Type',
  name: 'Name',
  figures: ['# reqs', '# fails', 'Avg', 'Min', 'Max', 'Med', 'req/s', 'failures/s'],
};

/**
 * One row an entry, then the total. `columns`: those of the terminal, or null. `current`: rates of the last seconds,
 * else those of the whole run.
 */
export function statsTable(stats: StatsView, columns: number | null, current: boolean): string[] {
  const rows = stats.entries.map((entry) => statsRow(entry, current));
  const total = statsRow(stats.total, current);
  const locust = { type: typeWidth, name: nameWidth - typeWidth + 4, figures: figureWidths };
  const padded = (widths: readonly number[]) => widths.map((width, i) => (i === 2 || i === 5 ? width + 1 : width));
  const layout = fitColumns([statsHeader, ...rows, total], columns, locust, statsSeparators, padded);
  if (isTooNarrow(layout, columns, statsSeparators))
    return stackedTable(statsHeader, [rows, [total]], columns as number);
  const [reqs = 0, fails = 0, avg = 0, min = 0, max = 0, med = 0, rps = 0, failures = 0] = layout.figures;
  const rule = [layout.type, layout.name, reqs, fails + 1, avg, min, max, med, rps + 1, failures].map(dashes).join('|');
  const line = (row: Row) => statsLine(row, layout, columns !== null);
  return [line(statsHeader), rule, ...rows.map(line), rule, line(total)];
}

/** Entries without any response time are left out. */
export function percentileTable(stats: StatsView, columns: number | null): string[] {
  const figures = [...stats.percentilesToReport.map(percentileLabel), '# reqs'];
  const header: Row = { type: 'Type', name: 'Name', figures };
  const [rows, total] = [stats.entries, [stats.total]].map((entries) => entries.filter(isTimed).map(percentileRow));
  const widths = figures.map((_, i) => (i === 0 ? 8 : 6));
  const locust = { type: typeWidth, name: nameWidth, figures: widths };
  const separators = figures.length + 1;
  const layout = fitColumns([header, ...(rows as Row[]), ...(total as Row[])], columns, locust, separators);
  const title = 'Response time percentiles (approximated)';
  if (isTooNarrow(layout, columns, separators))
    return [title, ...stackedTable(header, [rows as Row[], total as Row[]], columns as number)];
  const rule = [layout.type, layout.name, ...layout.figures].map(dashes).join('|');
  const line = (row: Row) => {
    const cells = row.figures.map((figure, i) => alignRight(figure, layout.figures[i] as number));
    return [...textCells(row, layout, columns !== null), ...cells].join(' ');
  };
  return [title, line(header), rule, ...(rows as Row[]).map(line), rule, ...(total as Row[]).map(line)];
}

/** As in Locust, a long type is followed by one more space. */
function statsLine(row: Row, layout: Layout, isTerminal: boolean): string {
  const [reqs, fails, avg, min, max, med, rps, failures] = row.figures.map((figure, i) =>
    alignRight(figure, layout.figures[i] as number),
  );
  const isLong = !isTerminal && row.type.length >= layout.type;
  const [type, name] = textCells(row, layout, isTerminal);
  return `${type}${isLong ? ' ' : ''} ${name} ${reqs} ${fails} |${avg} ${min} ${max}${med} | ${rps} ${failures}`;
}

function statsRow(entry: EntryView, current: boolean): Row {
  const times = [entry.avgResponseTime, entry.minResponseTime, entry.maxResponseTime, entry.medianResponseTime];
  const [rps, failsPerSecond] = current
    ? [entry.currentRps, entry.currentFailPerSec]
    : [entry.totalRps, entry.totalFailPerSec];
  const figures = [
    String(entry.numRequests),
    `${entry.numFailures}(${formatFixed(entry.failRatio * 100, 2)}%)`,
    ...times.map((milliseconds) => String(Math.trunc(milliseconds))),
    formatFixed(rps, 2),
    formatFixed(failsPerSecond, 2),
  ];
  return { ...labelsOf(entry), figures };
}

function percentileRow(entry: EntryView): Row {
  const figures = [...Object.values(entry.percentiles), entry.numRequests].map(String);
  return { ...labelsOf(entry), figures };
}

function labelsOf({ method, name }: EntryView): Pick<Row, 'type' | 'name'> {
  return { type: printableLine(method), name: printableLine(name) };
}

function isTimed(entry: EntryView): boolean {
  return entry.numRequests > entry.numNoneRequests;
}
