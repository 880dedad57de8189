/** Converts the argument of `feeder()` to rows. */
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TslocError } from '../util/error.js';
import { describeValue } from '../util/rules.js';
import { csvFormat } from './csv.js';
import { DataFile } from './file-bytes.js';
import { openFileRows } from './file-rows.js';
import { jsonLinesFormat, openJsonArray } from './json.js';
import { KeptRows } from './kept-rows.js';
import { MemoryRows, type Rows } from './rows.js';
import { type RowIteration, SequentialRows } from './sequential-rows.js';

/** Rows that can be opened once for each run. */
export interface RowSource {
  /** The same in each run: a file's path as the user wrote it, of a URL its last part. */
  readonly name: string;
  /**
   * Opens the rows, to be read in order (`isSequential`) or in any order; with `rereads`, rows that were read in order may be
   * read again.
   * @throws {TslocError} `DATA_NOT_FOUND`, `DATA_BROKEN`, `DATA_CHANGED`
   */
  open(isSequential: boolean, rereads?: boolean): Promise<Rows<unknown>>;
}

/** @throws {TslocError} `BAD_FEEDER` for anything that has no rows, `DATA_NOT_FOUND` */
export function createRowSource(given: unknown): RowSource {
  if (typeof given === 'string') return createFileSource(given, given);
  // Without the folder: the same seed gives the same order wherever the files are.
  if (given instanceof URL && given.protocol === 'file:') {
    const path = fileURLToPath(given);
    return createFileSource(path, basename(path));
  }
  if (Array.isArray(given)) return { name: 'the array', open: async () => new MemoryRows([...given]) };
  if (typeof given === 'function') return createIterationSource(() => requireIterable(given()), false);
  const rows = requireIterable(given);
  return createIterationSource(() => rows, endsWithIteration(rows));
}

const openers: Readonly<Record<string, (file: DataFile, isSequential: boolean) => Promise<Rows<unknown>>>> = {
  '.csv': (file, isSequential) => openFileRows(file, csvFormat, isSequential),
  '.jsonl': (file, isSequential) => openFileRows(file, jsonLinesFormat, isSequential),
  '.json': (file) => openJsonArray(file),
};

function createFileSource(path: string, name: string): RowSource {
  const open = openers[extname(path).toLowerCase()];
  if (open === undefined) throw badSourceError(`the path ${describeValue(path)}`);
  const file = new DataFile(path);
  return { name, open: (isSequential) => open(file, isSequential) };
}

function createIterationSource(iterate: RowIteration<unknown>, isIteratedOnce: boolean): RowSource {
  return {
    name: 'the given rows',
    async open(isSequential, rereads = false) {
      if (!isSequential) return new MemoryRows(await collect(iterate));
      const rows = new SequentialRows(iterate, (row) => row);
      return isIteratedOnce && rereads ? new KeptRows(rows) : rows;
    },
  };
}

/** True for generators, other iterators, and streams. */
function endsWithIteration(rows: Iterable<unknown> | AsyncIterable<unknown>): boolean {
  return 'next' in rows || Symbol.asyncIterator in rows;
}

async function collect(iterate: RowIteration<unknown>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of iterate()) rows.push(row);
  return rows;
}

function requireIterable(given: unknown): Iterable<unknown> | AsyncIterable<unknown> {
  const value = Object(given);
  if (Symbol.iterator in value || Symbol.asyncIterator in value) return value;
  throw badSourceError(describeValue(given));
}

function badSourceError(found: string): TslocError {
  const message = `Expected rows from a .csv, .json or .jsonl file, an array or an iterable, got ${found}.`;
  return new TslocError('BAD_FEEDER', message);
}
