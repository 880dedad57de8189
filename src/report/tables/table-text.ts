/** Cells of text tables: padded, shortened or wrapped to a width in characters. */

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

/** At most `width` characters: the middle of a longer text becomes `…`, since names often differ at both ends. */
export function shorten(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  const head = Math.max(0, width - 1 - tail);
  return `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
}

/** Lines of at most `width` characters, broken at spaces where there are some in the second half of a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(rest[end] === ' ' ? end + 1 : end);
  }
  return [...lines, rest.join('')];
}

/** The greatest length, at least `minimum`. */
export function widthOf(texts: readonly string[], minimum = 0): number {
  return Math.max(minimum, ...texts.map((text) => text.length));
}
