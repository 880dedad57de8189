/** The part of a file that a request asks for: `Range` of RFC 9110, with one range of bytes. */

/** Both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** null if the whole file is to be sent: no header, or several ranges, or another unit; `'none'` if no byte is in the range. */
export function byteRangeOf(header: string | undefined, lengthBytes: number): ByteRange | 'none' | null {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null; // invalid: as if there were none
  const first = from === '' ? Math.max(0, lengthBytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? lengthBytes - 1 : Math.min(Number(to), lengthBytes - 1);
  return first > last ? 'none' : { first, last };
}
