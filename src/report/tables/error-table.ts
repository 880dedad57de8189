/** The error and exception reports below the statistics. Pure: plain data in, lines out. */
import { isOwn } from '../../stats/exceptions.js';
import { failureTitle } from '../../stats/failures.js';
import type { ExceptionView, StatsView } from '../../stats/view.js';
import { printableLine } from '../../util/text/printable.js';
import { alignLeft, dashes, wrap } from './table-text.js';

/** Locust's widths where the output is not a terminal. */
const countWidth = 18;
const textWidth = 100;
const ruleWidth = 141;
/** Texts are not wrapped more narrowly, even if the terminal is. */
const minTextWidth = 20;

/** Failures in first-seen order; no lines without any. `columns`: those of the terminal, or null. */
export function errorTable({ failures }: StatsView, columns: number | null): string[] {
  const rows = failures.map((failure): [number, string] => [failure.occurrences, failureTitle(failure)]);
  return countTable('Error', rows, columns);
}

/** Exceptions of user code in first-seen order, each with its place; no lines without any. */
export function exceptionTable({ exceptions }: StatsView, columns: number | null): string[] {
  const rows = exceptions.map((row): [number, string] => [row.count, exceptionTitle(row)]);
  return countTable('Exception', rows, columns);
}

/** `boom (at buy, /home/me/shop.ts:9:5)`. */
export function exceptionTitle(row: ExceptionView): string {
  return row.message + placeOf(row);
}

/** Texts are never cut: on a terminal they continue on the next line. */
function countTable(kind: string, rows: readonly [count: number, text: string][], columns: number | null): string[] {
  if (rows.length === 0) return [];
  const width = columns === null ? textWidth : Math.max(columns - countWidth - 1, minTextWidth);
  const rule = `${dashes(countWidth)}|${dashes(columns === null ? ruleWidth : width)}`;
  const line = (first: string, text: string) =>
    `${alignLeft(first, countWidth)} ${columns === null ? alignLeft(text, width) : text}`;
  const lines = rows.flatMap(([count, text]) => {
    const printable = printableLine(text);
    const parts = columns === null ? [printable] : wrap(printable, width);
    return parts.map((part, i) => line(i === 0 ? String(count) : '', part));
  });
  return [`${kind} report`, line('# occurrences', kind), rule, ...lines, rule];
}

/** ` (at buy, /home/me/shop.ts:9:5)`: the first frame in a file that is not this library's; nothing without a stack. */
function placeOf({ traceback }: ExceptionView): string {
  const frames = traceback.split('\n').filter((line) => /^\s+at /.test(line) && !isOwn(line));
  const frame = frames.find((line) => /:\d+\)?$/.test(line)) ?? frames[0];
  if (frame === undefined) return '';
  const place = frame
    .trim()
    .replace(/^at (?:async )?/, '')
    .replace('file://', '');
  const named = /^(.*) \((.*)\)$/.exec(place);
  return named === null ? ` (at ${place})` : ` (at ${named[1]}, ${named[2]})`;
}
