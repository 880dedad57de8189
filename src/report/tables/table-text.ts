/** Cells of text tables: padded to a width in characters, wrapped to one in columns of a terminal. */
import { columnsOf, splitGraphemes } from '../../util/text/text-columns.js';

/** Left-aligned. As in Python, a negative width pads to its absolute value. */
export function alignLeft(text: string, width: number): string {
  return text.padEnd(Math.abs(width));
}

/** Right-aligned. */
export function alignRight(text: string, width: number): string {
  return text.padStart(width);
}

/** Part of the line between the header and the rows. */
export function dashes(width: number): string {
  return '-'.repeat(Math.max(0, width));
}

/** Lines of at most `width` columns, broken at spaces where there are some in the second half of a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = splitGraphemes(text);
  while (rest.length > 1 && widthOf([rest.join('')]) > width) {
    const fitting = countFitting(rest, width);
    const space = rest.lastIndexOf(' ', fitting);
    const end = space > fitting / 2 ? space : fitting;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(rest[end] === ' ' ? end + 1 : end);
  }
  return [...lines, rest.join('')];
}

/** The greatest width in columns, at least `minimum`. */
export function widthOf(texts: readonly string[], minimum = 0): number {
  return texts.reduce((width, text) => Math.max(width, columnsOf(text)), minimum);
}

/** How many of the graphemes fit, at least one. */
function countFitting(graphemes: readonly string[], width: number): number {
  let columns = 0;
  const end = graphemes.findIndex((grapheme) => {
    columns += columnsOf(grapheme);
    return columns > width;
  });
  return Math.max(1, end);
}
