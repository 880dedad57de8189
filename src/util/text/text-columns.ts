/** The columns that a text takes in a terminal: two for wide characters and emoji, none for combining marks. Pure. */
import { eastAsianWidth } from 'get-east-asian-width';

/** Most texts: Latin letters, `…` and the block elements used in charts, one column each. */
const narrow = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2026\u2580-\u259f]*$/;
/** Graphemes without a width: those that begin with a control or format character, a surrogate or a mark. */
const invisible = /^[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}]/u;
/** Graphemes shown as a picture: by default, or because a variation selector follows; and flags. */
const emoji = /^\p{Emoji_Presentation}|\ufe0f|^[\u{1f1e6}-\u{1f1ff}]{2}/u;

/** The columns of a text. Control characters count as 0 columns: escape them first. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return splitGraphemes(text).reduce((columns, grapheme) => columns + columnsOfGrapheme(grapheme), 0);
}

/** The parts of a text that a reader sees as single characters, each with its combining marks. */
export function splitGraphemes(text: string): string[] {
  if (narrow.test(text)) return [...text];
  // Creating the first segmenter of a process takes several ms, and most runs need none; later ones take 20 µs.
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function columnsOfGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return emoji.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) as number);
}
