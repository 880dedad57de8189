/** Percent-decoding that never fails. */

/** `text` decoded as UTF-8; unchanged where its percent signs encode nothing. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
