/** Texts of an exact width in terminal columns; wide characters count as two. Pure. */
import { columnsOf, splitGraphemes } from './text-columns.js';

/** The text, padded or cut at its end to `width` columns. */
export function fitEnd(text: string, width: number): string {
  const cut = columnsOf(text) <= width ? text : `${takeColumns(splitGraphemes(text), width - 1)}…`;
  return width < 1 ? '' : cut + ' '.repeat(Math.max(0, width - columnsOf(cut)));
}

/** The same, shortened in the middle, so that the end of a path stays visible. */
export function fitMiddle(text: string, width: number): string {
  if (columnsOf(text) <= width || width < 3) return fitEnd(text, width);
  const tail = Math.floor((width - 1) / 2);
  const graphemes = splitGraphemes(text);
  return fitEnd(`${takeColumns(graphemes, width - 1 - tail)}…${takeFromEnd(graphemes, tail)}`, width);
}

function takeColumns(graphemes: readonly string[], width: number): string {
  let taken = '';
  let columns = 0;
  for (const grapheme of graphemes) {
    columns += columnsOf(grapheme);
    if (columns > width) break;
    taken += grapheme;
  }
  return taken;
}

function takeFromEnd(graphemes: readonly string[], width: number): string {
  let first = graphemes.length;
  for (let columns = 0; first > 0; first--) {
    columns += columnsOf(graphemes[first - 1] as string);
    if (columns > width) break;
  }
  return graphemes.slice(first).join('');
}
