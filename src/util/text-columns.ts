/** The columns that a text takes in a terminal: two for wide characters and emoji, none for combining marks. Pure. */
import { eastAsianWidth } from 'get-east-asian-width';

/** Most texts: Latin letters, `…` and the blocks of charts, one column each. */
const narrow = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2026\u2580-\u259f]*$/;
/** What has no width of its own at the beginning of a grapheme: controls, formats, marks. */
const invisible = /^[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}]/u;
/** Shown as a picture by default, or by the selector that follows. */
const emoji = /^\p{Emoji_Presentation}|\ufe0f|^[\u{1f1e6}-\u{1f1ff}]{2}/u;

/** Control characters count nothing: escape them first. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  return graphemes(text).reduce((columns, grapheme) => columns + columnsOfGrapheme(grapheme), 0);
}

/** What a reader takes for letters, combining marks included. */
export function graphemes(text: string): string[] {
  if (narrow.test(text)) return [...text];
  // The first segmenter of a process takes several ms, which most runs do not need; others take 20 µs.
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function columnsOfGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return emoji.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) as number);
}
