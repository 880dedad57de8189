/** Limits the length of texts that user code and servers supply: thousands of long ones would fill memory, files and the log. */

/** The maximum length of one text, in UTF-16 code units. */
export const maxTextLength = 10_000;

/**
 * The text, cut off at `maxLength` UTF-16 code units. The marker at the end is always the same, so that texts with the same
 * beginning share a row of the reports.
 */
export function cutText(text: string, maxLength = maxTextLength): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (cut off)`;
}
