/** Splits a file into rows: it is read block by block, and each byte is scanned once. */
import type { FileBytes } from './file-bytes.js';

/** Consecutive bytes of a file that hold whole rows; each row ends where the next one starts. */
export interface RowBlock {
  readonly bytes: Uint8Array;
  /** Position of `bytes` in the file. */
  readonly position: number;
  /** Where each row starts in `bytes`. */
  readonly starts: readonly number[];
}

/** The bytes of one row, with its line ending and the blank lines that follow it. */
export interface RawRow {
  readonly bytes: Uint8Array;
  /** Position of the row in the file. */
  readonly position: number;
}

const maxRowBytes = 16 * 1024 * 1024;

/**
 * The rows of a file from a position on, without blank lines, as many at once as end in a block of `blockBytes`. If rows
 * are quoted, a line ending between quotation marks belongs to a value.
 * @throws {TslocError} `DATA_BROKEN` for a row of over 16 MB
 */
export async function* readRowBlocks(
  file: FileBytes,
  isQuoted: boolean,
  from: number,
  blockBytes: number,
): AsyncGenerator<RowBlock, void, undefined> {
  const splitter = new RowSplitter(isQuoted, from);
  for (let position = from; ; ) {
    const block = await file.read(position, blockBytes);
    position += block.length;
    const rows = block.length === 0 ? splitter.end() : splitter.push(block);
    if (rows !== null) yield rows;
    if (block.length === 0) return;
    if (splitter.pendingBytes > maxRowBytes) throw await rowTooLongError(file, splitter.position, isQuoted);
  }
}

/** The same rows, one at a time. */
export async function* readRawRows(
  ...location: Parameters<typeof readRowBlocks>
): AsyncGenerator<RawRow, void, undefined> {
  for await (const { bytes, position, starts } of readRowBlocks(...location))
    for (const [i, start] of starts.entries())
      yield { bytes: bytes.subarray(start, starts[i + 1]), position: position + start };
}

/** Keeps the bytes of a row that has not ended, and where the scan stands in it. */
export class RowSplitter {
  /** Position in the file of the first byte that belongs to no complete row yet. */
  position: number;
  readonly #isQuoted: boolean;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #isPendingBlank = true;
  #isInQuotes = false;
  /** A quotation mark may open a value here: at the start of a row, after a comma, or after a mark that closed one. */
  #mayOpenQuotes = true;

  constructor(isQuoted: boolean, position: number) {
    this.#isQuoted = isQuoted;
    this.position = position;
  }

  /** Bytes of the row that has not ended. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** The rows that end in this block; null if none does. */
  push(block: Uint8Array): RowBlock | null {
    const starts: number[] = [];
    let start = 0;
    for (let end = this.#findRowEnd(block, 0); end >= 0; end = this.#findRowEnd(block, start)) {
      const isFirst = start === 0;
      if (!isBlank(block, start, end) || (isFirst && !this.#isPendingBlank))
        starts.push(isFirst ? 0 : this.#pendingBytes + start);
      start = end + 1;
    }
    return this.#take(block, start, starts);
  }

  /** The last row, if it has no line ending; otherwise null. */
  end(): RowBlock | null {
    return this.#take(new Uint8Array(0), 0, this.#isPendingBlank ? [] : [0], true);
  }

  /** The index of the next line ending outside of quotation marks, -1 if there is none in this block. */
  #findRowEnd(block: Uint8Array, from: number): number {
    if (!this.#isQuoted) return block.indexOf(newline, from);
    let isInQuotes = this.#isInQuotes;
    let mayOpenQuotes = this.#mayOpenQuotes;
    let i = from;
    for (; i < block.length; i++) {
      const byte = block[i];
      if (byte === quotationMark) {
        // Anywhere else it is an error in this row, which must not affect later rows.
        const hasClosed = isInQuotes;
        isInQuotes = !isInQuotes && mayOpenQuotes;
        mayOpenQuotes = hasClosed;
      } else if (byte === newline && !isInQuotes) break;
      else mayOpenQuotes = byte === comma;
    }
    const isFound = i < block.length;
    this.#isInQuotes = isInQuotes;
    this.#mayOpenQuotes = isFound || mayOpenQuotes;
    return isFound ? i : -1;
  }

  /** Takes what is pending and the block up to `end`; the rest of the block is pending then. */
  #take(block: Uint8Array, end: number, starts: number[], isLast = false): RowBlock | null {
    if (end === 0 && !isLast) {
      this.#keep(block);
      return null;
    }
    const complete = block.subarray(0, end);
    const bytes = this.#pendingBytes === 0 ? complete : Buffer.concat([...this.#pending, complete]);
    const rows = { bytes, position: this.position, starts };
    this.position += bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#isPendingBlank = true;
    this.#keep(block.subarray(end));
    return starts.length > 0 ? rows : null;
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#isPendingBlank &&= isBlank(bytes, 0, bytes.length);
  }
}

const newline = 0x0a;
const quotationMark = 0x22;
const comma = 0x2c;
const blanks: readonly (number | undefined)[] = [0x09, 0x0d, 0x20];

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!blanks.includes(bytes[i])) return false;
  return true;
}

function rowTooLongError(file: FileBytes, position: number, isQuoted: boolean): Promise<Error> {
  const hint = isQuoted ? 'Look for a quotation mark that is never closed.' : undefined;
  return file.brokenRowError(position, 'Expected a row of at most 16 MB, got more.', hint);
}
