/** Where the rows of a file are: it is read in blocks, and cut where a row ends. */
import type { FileBytes } from './file-bytes.js';

/** A part of a file that holds whole rows; each goes on until the next one starts. */
export interface Stretch {
  readonly bytes: Uint8Array;
  /** Where in the file it starts. */
  readonly position: number;
  /** Where in `bytes` each row starts. */
  readonly starts: readonly number[];
}

/** A row as it stands in a file, with the line end and the blank lines that follow it. */
export interface RawRow {
  readonly bytes: Uint8Array;
  /** Where in the file it starts. */
  readonly position: number;
}

const longestRowBytes = 16 * 1024 * 1024;

/**
 * The rows of a file from a position on, without blank lines, as many at once as end in a block of `blockBytes`. If rows
 * are quoted, a line end between quotation marks is part of a value.
 * @throws {TslocError} `DATA_BROKEN` for a row of over 16 MB
 */
export async function* stretchesOf(
  file: FileBytes,
  isQuoted: boolean,
  from: number,
  blockBytes: number,
): AsyncGenerator<Stretch, void, undefined> {
  let rest: Uint8Array = new Uint8Array(0);
  let position = from;
  for (;;) {
    const block = await file.read(position + rest.length, blockBytes);
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const { starts, end } = block.length === 0 ? lastRow(bytes) : cutRows(bytes, isQuoted);
    if (starts.length > 0) yield { bytes: bytes.subarray(0, end), position, starts };
    if (block.length === 0) return;
    position += end;
    rest = bytes.subarray(end);
    if (rest.length > longestRowBytes) throw await tooLong(file, position, isQuoted);
  }
}

/** The same rows, one at a time. */
export async function* rawRowsOf(...where: Parameters<typeof stretchesOf>): AsyncGenerator<RawRow, void, undefined> {
  for await (const { bytes, position, starts } of stretchesOf(...where))
    for (const [i, start] of starts.entries())
      yield { bytes: bytes.subarray(start, starts[i + 1]), position: position + start };
}

/** Where each row starts that also ends in these bytes, and where the last of them ends. */
export function cutRows(bytes: Uint8Array, isQuoted: boolean): { starts: number[]; end: number } {
  const starts: number[] = [];
  let start = 0;
  let isInQuotes = false;
  let closedAt = -1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quotationMark && isQuoted) {
      // Elsewhere it is a mistake in this row, which must not swallow the rows below.
      const mayOpen = i === start || bytes[i - 1] === comma || closedAt === i - 1;
      if (isInQuotes) closedAt = i;
      isInQuotes = !isInQuotes && mayOpen;
    } else if (byte === newline && !isInQuotes) {
      if (!isBlank(bytes, start, i)) starts.push(start);
      start = i + 1;
    }
  }
  return { starts, end: start };
}

const newline = 0x0a;
const quotationMark = 0x22;
const comma = 0x2c;
const blanks: readonly (number | undefined)[] = [0x09, 0x0d, 0x20];

/** What follows the last line end of a file. */
function lastRow(bytes: Uint8Array): { starts: number[]; end: number } {
  return { starts: isBlank(bytes, 0, bytes.length) ? [] : [0], end: bytes.length };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!blanks.includes(bytes[i])) return false;
  return true;
}

function tooLong(file: FileBytes, position: number, isQuoted: boolean): Promise<Error> {
  const hint = isQuoted ? 'Look for a quotation mark that is never closed.' : undefined;
  return file.brokenAt(position, 'Expected a row of at most 16 MB, got more.', hint);
}
