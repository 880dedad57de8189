/** Texts of an exact width in terminal columns; wide characters count two. Pure. */
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/** The text, padded or cut at its end to `width` columns. */
export function fitEnd(text: string, width: number): string {
  const cut = stringWidth(text) <= width ? text : `${takeColumns(graphemes(text), width - 1)}…`;
  return width < 1 ? '' : cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
}

/** The same, shortened in the middle, so that the end of a path stays visible. */
export function fitMiddle(text: string, width: number): string {
  if (stringWidth(text) <= width || width < 3) return fitEnd(text, width);
  const tail = Math.floor((width - 1) / 2);
  const letters = graphemes(text);
  return fitEnd(`${takeColumns(letters, width - 1 - tail)}…${takeFromEnd(letters, tail)}`, width);
}

/** What a reader takes for letters, combining marks included. */
export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function takeColumns(letters: readonly string[], width: number): string {
  let taken = '';
  let columns = 0;
  for (const letter of letters) {
    columns += stringWidth(letter);
    if (columns > width) break;
    taken += letter;
  }
  return taken;
}

function takeFromEnd(letters: readonly string[], width: number): string {
  let first = letters.length;
  for (let columns = 0; first > 0; first--) {
    columns += stringWidth(letters[first - 1] as string);
    if (columns > width) break;
  }
  return letters.slice(first).join('');
}
