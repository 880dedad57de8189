/** Tables for terminals that are too narrow for their columns: each row on several lines. Pure: plain data in, lines out. */
import { fitMiddle } from '../../util/text/fit-text.js';
import type { Row } from './table-layout.js';
import { dashes } from './table-text.js';

const indent = '  ';

/** Type and name on a line, below them each figure with its title, as many on a line as fit; a rule around each group. */
export function stackedTable(header: Row, groups: readonly (readonly Row[])[], columns: number): string[] {
  const rule = dashes(columns);
  const body = groups.map((rows) =>
    rows.flatMap((row) => [labelOf(row, columns), ...figureLines(header, row, columns)]),
  );
  return [rule, ...body.flatMap((lines) => [...lines, rule])];
}

function labelOf({ type, name }: Row, columns: number): string {
  return fitMiddle(`${type} ${name}`.trim(), columns).trimEnd();
}

/** Without cells that are empty. */
function figureLines(header: Row, row: Row, columns: number): string[] {
  const cells = header.figures.flatMap((title, i) => (row.figures[i] ? [`${title}: ${row.figures[i]}`] : []));
  const lines: string[] = [];
  let line = '';
  for (const cell of cells) {
    const isFull = line !== '' && line.length + indent.length + cell.length > columns;
    if (isFull) lines.push(line);
    line = (isFull ? '' : line) + indent + cell;
  }
  return [...lines, line];
}
