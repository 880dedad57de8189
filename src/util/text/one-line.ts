/** Puts texts from other programs into a line of the log. */

/** The first `maxLength` UTF-16 code units, with a space for line breaks and for repeated white space. */
export function oneLine(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/\s+/g, ' ').trim();
}
