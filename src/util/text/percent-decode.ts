/** Percent-decoding that never fails. */

/** `text` decoded as UTF-8; unchanged if any of its percent signs does not begin a valid escape. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
