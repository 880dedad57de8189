/** Percent-decoding that never fails. */

/** `text` decoded as UTF-8; unchanged if it has an invalid escape, or its escapes are not UTF-8. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
