/** The rows of a file: parsed one by one, whether the file is in memory, read in order, or read by an index of positions. */
import { messageOf } from '../util/error.js';
import { type DataFile, decodeText, type FileBytes } from './file-bytes.js';
import { Offsets } from './offsets.js';
import { type RawRow, readRawRows, readRowBlocks } from './row-splitter.js';
import { noRow, type Rows } from './rows.js';
import { SequentialRows } from './sequential-rows.js';

/** How rows are written. Its parser throws errors that say what was expected and what was found. */
export interface RowFormat<T> {
  /** Whether a line ending between quotation marks belongs to a value. */
  readonly isQuoted: boolean;
  /** Whether the first row is a header. */
  readonly hasHeader: boolean;
  /** The parser of a row's text. */
  createParser(header: string): (row: string) => T;
}

/** Which files are kept in memory, and how much is read at once from others; for tests. */
export interface ReadSizes {
  readonly maxMemoryBytes: number;
  readonly blockBytes: number;
}

const defaultSizes: ReadSizes = { maxMemoryBytes: 8 * 1024 * 1024, blockBytes: 64 * 1024 };

/**
 * Opens a file to be read in order (`isSequential`) or in any order, for which a large file is indexed first: 8 bytes a row.
 * @throws {TslocError} `DATA_NOT_FOUND`, `DATA_BROKEN`, `DATA_CHANGED`
 */
export async function openFileRows<T>(
  file: DataFile,
  format: RowFormat<T>,
  isSequential: boolean,
  { maxMemoryBytes, blockBytes }: ReadSizes = defaultSizes,
): Promise<Rows<T>> {
  const bytes = await file.open(maxMemoryBytes);
  const header = await readHeader(bytes, format, blockBytes);
  const parseRow = await decodeRow(bytes, header, (text) => format.createParser(text));
  const decode = (row: RawRow) => decodeRow(bytes, row, parseRow);
  const from = header.position + header.bytes.length;
  if (isSequential && bytes.content === null)
    return new SequentialRows(() => readRawRows(bytes, format.isQuoted, from, blockBytes), decode);
  const positions = await indexRows(readRowBlocks(bytes, format.isQuoted, from, blockBytes), from);
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

  async read(index: number): Promise<T | typeof noRow> {
    if (index >= this.count) return noRow;
    const position = this.#positions.at(index);
    const bytes = await this.#bytes.read(position, this.#positions.at(index + 1) - position);
    return this.#decode({ bytes, position });
  }
}

/** The header; without one, an empty row where the rows begin. */
async function readHeader(bytes: FileBytes, format: RowFormat<unknown>, blockBytes: number): Promise<RawRow> {
  const start = await bytes.read(0, byteOrderMark.length);
  const position = byteOrderMark.every((byte, i) => byte === start[i]) ? byteOrderMark.length : 0;
  if (format.hasHeader) for await (const row of readRawRows(bytes, format.isQuoted, position, blockBytes)) return row;
  return { bytes: new Uint8Array(0), position };
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Where each row starts, and where the last one ends. */
async function indexRows(blocks: ReturnType<typeof readRowBlocks>, from: number): Promise<Offsets> {
  const positions = new Offsets();
  let end = from;
  for await (const { bytes, position, starts } of blocks) {
    for (const start of starts) positions.push(position + start);
    end = position + bytes.length;
  }
  positions.push(end);
  return positions;
}

async function decodeRow<D>(bytes: FileBytes, row: RawRow, decode: (text: string) => D): Promise<D> {
  try {
    return decode(decodeText(row.bytes));
  } catch (thrown) {
    throw await bytes.brokenRowError(row.position, messageOf(thrown));
  }
}
