/** The busiest rows of the live view, as many as there is room for. Pure. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { fitEnd, fitMiddle } from '../../util/text/fit-text.js';
import { formatFixed } from '../../util/text/format.js';
import { printableLine } from '../../util/text/printable.js';
import type { BlockLine } from '../terminal/terminal.js';
import { ratesSince } from './rates-since.js';
import { emptyLine, fitLine, span } from './styled-text.js';

const maxEntries = 10;

/** A column of figures. */
interface Column {
  readonly title: string;
  /** Narrower lines leave it out. */
  readonly minWidth: number;
  readonly cell: (row: Row) => string;
}

/** A row of the statistics with what was measured in the last seconds. */
interface Row {
  readonly entry: EntryView;
  readonly rate: number;
  /** p50, p95, p99 in ms; null if nothing was measured. */
  readonly times: readonly (number | null)[];
}

const timeColumn = (title: string, index: number, minWidth: number): Column => ({
  title,
  minWidth,
  cell: ({ times }) => String(times[index] ?? '-'),
});

const columns: readonly Column[] = [
  { title: 'requests', minWidth: 100, cell: ({ entry }) => entry.numRequests.toLocaleString('en') },
  { title: 'failed', minWidth: 0, cell: ({ entry }) => entry.numFailures.toLocaleString('en') },
  { title: 'req/s', minWidth: 0, cell: ({ rate }) => formatFixed(rate, 1) },
  timeColumn('p50', 0, 70),
  timeColumn('p95', 1, 0),
  timeColumn('p99', 2, 100),
];

/** Below a blank line and a header: rates and percentiles since `since`, counts of the whole run. */
export function entryLines(snapshot: Snapshot, since: Snapshot, width: number, room: number): BlockLine[] {
  const { entries } = snapshot.stats;
  const hasMore = entries.length > Math.min(maxEntries, room - 2);
  const count = Math.min(maxEntries, room - (hasMore ? 3 : 2), entries.length);
  if (count < 1) return [];
  const rows = busiestRows(snapshot, since).slice(0, count);
  const shown = columns.filter(({ minWidth }) => width >= minWidth);
  const cells = rows.map((row) => shown.map(({ cell }) => cell(row)));
  const widths = shown.map(
    ({ title }, i) => 2 + Math.max(title.length, ...cells.map((texts) => (texts[i] ?? '').length)),
  );
  const nameWidth = width - widths.reduce((sum, one) => sum + one, 0);
  const lines = rows.map(({ entry }, i) => {
    const name = printableLine(`${entry.method} ${entry.name}`.trim());
    const figures = shown.map(({ title }, column) => {
      const isBad = title === 'failed' && entry.numFailures > 0;
      return span((cells[i]?.[column] ?? '').padStart(widths[column] ?? 0), isBad ? 'red' : 'plain');
    });
    return fitLine([span(fitMiddle(name, nameWidth)), ...figures], width);
  });
  const titles = shown.map(({ title }, i) => title.padStart(widths[i] ?? 0)).join('');
  const header = fitLine(
    [span(fitEnd(nameWidth < 22 ? 'busiest' : 'busiest, times in ms', nameWidth) + titles, 'dim')],
    width,
  );
  const more = hasMore ? [fitLine([span(`… ${entries.length - count} more`, 'dim')], width)] : [];
  return [emptyLine, header, ...lines, ...more];
}

function busiestRows(snapshot: Snapshot, since: Snapshot): Row[] {
  const keyOf = ({ method, name }: EntryView) => `${method} ${name}`;
  const before = new Map(since.stats.entries.map((entry) => [keyOf(entry), entry]));
  const rates = snapshot.stats.entries.map((entry) => {
    const earlier = before.get(keyOf(entry)) ?? null;
    return { entry, earlier, rate: ratesSince(snapshot, since, entry, earlier).requests };
  });
  return rates
    .sort((a, b) => b.rate - a.rate || b.entry.numRequests - a.entry.numRequests)
    .slice(0, maxEntries)
    .map(({ entry, earlier, rate }) => ({ entry, rate, times: entry.percentilesSince(earlier, [0.5, 0.95, 0.99]) }));
}
