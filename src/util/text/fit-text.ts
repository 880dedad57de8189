/** Texts of an exact width in terminal columns; wide characters count two. Pure. */
import { columnsOf, graphemes } from './text-columns.js';

/** The text, padded or cut at its end to `width` columns. */
export function fitEnd(text: string, width: number): string {
  const cut = columnsOf(text) <= width ? text : `${takeColumns(graphemes(text), width - 1)}…`;
  return width < 1 ? '' : cut + ' '.repeat(Math.max(0, width - columnsOf(cut)));
}

/** The same, shortened in the middle, so that the end of a path stays visible. */
export function fitMiddle(text: string, width: number): string {
  if (columnsOf(text) <= width || width < 3) return fitEnd(text, width);
  const tail = Math.floor((width - 1) / 2);
  const clusters = graphemes(text);
  return fitEnd(`${takeColumns(clusters, width - 1 - tail)}…${takeFromEnd(clusters, tail)}`, width);
}

function takeColumns(clusters: readonly string[], width: number): string {
  let taken = '';
  let columns = 0;
  for (const cluster of clusters) {
    columns += columnsOf(cluster);
    if (columns > width) break;
    taken += cluster;
  }
  return taken;
}

function takeFromEnd(clusters: readonly string[], width: number): string {
  let first = clusters.length;
  for (let columns = 0; first > 0; first--) {
    columns += columnsOf(clusters[first - 1] as string);
    if (columns > width) break;
  }
  return clusters.slice(first).join('');
}
