/** Columns of tables with a type, a name and figures: Locust's widths, or those that fit a terminal. */
import { fitMiddle } from '../../util/text/fit-text.js';
import { alignLeft, widthOf } from './table-text.js';

/** Locust's widths where the output is not a terminal. */
export const typeWidth = 8;
export const nameWidth = 80;

/** A longer name is shortened to this before figures are packed more densely. */
const shortNameWidth = 20;
/** A name is not shortened further: `Aggregated` fits. In a narrower terminal, rows are stacked. */
const minNameWidth = 10;
const maxTypeWidth = 16;

/** One row before it is laid out. */
export interface Row {
  readonly type: string;
  readonly name: string;
  readonly figures: readonly string[];
}

/** Widths of the columns. */
export interface Layout {
  readonly type: number;
  readonly name: number;
  readonly figures: readonly number[];
}

/**
 * Locust's widths without a terminal. With one, Locust's widths of figures and the rest for the name, or, where that
 * leaves too little for it, figures as wide as they are. `separators`: characters between all columns.
 */
export function fitColumns(
  rows: readonly Row[],
  columns: number | null,
  locust: Layout,
  separators: number,
  pad: (widths: readonly number[]) => readonly number[] = (widths) => widths,
): Layout {
  if (columns === null) return locust;
  const longest = widthOf(rows.map(({ name }) => name));
  const types = rows.map(({ type }) => type);
  const dense = pad(locust.figures.map((_, i) => widthOf(rows.map(({ figures }) => figures[i] ?? ''))));
  const wide = locust.figures.map((width, i) => Math.max(width, dense[i] as number));
  const layouts = [
    { type: Math.min(widthOf(types, locust.type), maxTypeWidth), figures: wide },
    { type: Math.min(widthOf(types), maxTypeWidth), figures: dense },
  ];
  const rest = layouts.map(({ type, figures }) => columns - separators - type - sum(figures));
  const chosen = (rest[0] as number) >= Math.min(longest, shortNameWidth) ? 0 : 1;
  const name = Math.max(Math.min(rest[chosen] as number, Math.max(longest, locust.name)), minNameWidth);
  return { ...(layouts[chosen] as Omit<Layout, 'name'>), name };
}

/** Whether the columns are wider than the terminal, even with the shortest names. */
export function isTooNarrow({ type, name, figures }: Layout, columns: number | null, separators: number): boolean {
  return columns !== null && type + name + sum(figures) + separators > columns;
}

/** Names are shortened on a terminal only: scripts need them whole. */
export function textCells({ type, name }: Row, layout: Layout, isTerminal: boolean): [type: string, name: string] {
  if (!isTerminal) return [alignLeft(type, layout.type), alignLeft(name, layout.name)];
  return [fitMiddle(type, layout.type), fitMiddle(name, layout.name)];
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
