/** The rows of a file: in memory if it is small, else walked through in order, or found by an index of positions. */
import { messageOf } from '../util/error.js';
import { type DataFile, type FileBytes, textOf } from './file-bytes.js';
import { Offsets } from './offsets.js';
import { type RawRow, rawRowsOf, stretchesOf } from './row-cutter.js';
import { none, type Rows } from './rows.js';
import { Walk } from './walk.js';

/** What a kind of file looks like. What it throws says what was expected and what came. */
export interface RowFormat<T> {
  /** True if a line end between quotation marks is part of a value. */
  readonly isQuoted: boolean;
  /** True if the first row is not one, but says what the others hold. */
  readonly hasHeader: boolean;
  /** What makes a row of its text. */
  reader(header: string): (row: string) => T;
}

/** When to hold a file in memory, and how much to read at once from one that is not; for tests. */
export interface ReadSizes {
  readonly heldBytes: number;
  readonly blockBytes: number;
}

const usualSizes: ReadSizes = { heldBytes: 8 * 1024 * 1024, blockBytes: 64 * 1024 };

/**
 * Opens a file to be read in order, or in any order: that of a large one takes a first pass and 8 bytes a row.
 * @throws {TslocError} `DATA_NOT_FOUND`, `DATA_BROKEN`
 */
export async function openFileRows<T>(
  file: DataFile,
  format: RowFormat<T>,
  isInOrder: boolean,
  { heldBytes, blockBytes }: ReadSizes = usualSizes,
): Promise<Rows<T>> {
  const bytes = await file.open(heldBytes);
  const header = await headerOf(bytes, format, blockBytes);
  const readRow = await decoded(bytes, header, (text) => format.reader(text));
  const decode = (row: RawRow) => decoded(bytes, row, readRow);
  const rowsFrom = header.position + header.bytes.length;
  if (isInOrder && bytes.held === null)
    return new Walk(() => rawRowsOf(bytes, format.isQuoted, rowsFrom, blockBytes), decode);
  const positions = await positionsOf(stretchesOf(bytes, format.isQuoted, rowsFrom, blockBytes), rowsFrom);
  return new IndexedRows(bytes, positions, decode);
}

class IndexedRows<T> implements Rows<T> {
  readonly count: number;
  readonly #bytes: FileBytes;
  readonly #positions: Offsets;
  readonly #decode: (row: RawRow) => Promise<T>;

  constructor(bytes: FileBytes, positions: Offsets, decode: (row: RawRow) => Promise<T>) {
    this.count = positions.length - 1;
    this.#bytes = bytes;
    this.#positions = positions;
    this.#decode = decode;
  }

  async read(index: number): Promise<T | typeof none> {
    if (index >= this.count) return none;
    const position = this.#positions.at(index);
    const bytes = await this.#bytes.read(position, this.#positions.at(index + 1) - position);
    return this.#decode({ bytes, position });
  }
}

/** The header, or what stands for one: nothing, where the rows begin. */
async function headerOf(bytes: FileBytes, format: RowFormat<unknown>, blockBytes: number): Promise<RawRow> {
  const start = await bytes.read(0, byteOrderMark.length);
  const position = byteOrderMark.every((byte, i) => byte === start[i]) ? byteOrderMark.length : 0;
  if (format.hasHeader) for await (const row of rawRowsOf(bytes, format.isQuoted, position, blockBytes)) return row;
  return { bytes: new Uint8Array(0), position };
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Where each row starts, and where the last one ends. */
async function positionsOf(stretches: ReturnType<typeof stretchesOf>, from: number): Promise<Offsets> {
  const positions = new Offsets();
  let end = from;
  for await (const { bytes, position, starts } of stretches) {
    for (const start of starts) positions.push(position + start);
    end = position + bytes.length;
  }
  positions.push(end);
  return positions;
}

async function decoded<D>(bytes: FileBytes, row: RawRow, decode: (text: string) => D): Promise<D> {
  try {
    return decode(textOf(row.bytes));
  } catch (thrown) {
    throw await bytes.brokenAt(row.position, messageOf(thrown));
  }
}
