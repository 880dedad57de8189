/** Where rows come from: what a user gives to `feeder`. */
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TslocError } from '../util/error.js';
import { csv } from './csv.js';
import { DataFile } from './file-bytes.js';
import { openFileRows } from './file-rows.js';
import { jsonLines, openJsonArray } from './json.js';
import { HeldRows, type Rows } from './rows.js';
import { Walk, type Walkable } from './walk.js';

/** Rows that can be opened once for each run. */
export interface RowSource {
  /** The same in each run: a file's path as the user wrote it, of a URL its last part. */
  readonly name: string;
  /** Opens the rows to be read in order, or in any order. @throws {TslocError} `DATA_NOT_FOUND`, `DATA_BROKEN` */
  open(isInOrder: boolean): Promise<Rows<unknown>>;
}

/** @throws {TslocError} `BAD_FEEDER` if rows cannot come from it, `DATA_NOT_FOUND` */
export function rowSourceOf(given: unknown): RowSource {
  if (typeof given === 'string') return fileSource(given, given);
  // Named without its folder: the same seed gives the same order wherever the files lie.
  if (given instanceof URL && given.protocol === 'file:') {
    const path = fileURLToPath(given);
    return fileSource(path, basename(path));
  }
  if (Array.isArray(given)) return { name: 'the array', open: async () => new HeldRows([...given]) };
  if (typeof given === 'function') return walkSource(() => walkable(given()));
  const rows = walkable(given);
  return walkSource(() => rows);
}

const kinds: Readonly<Record<string, (file: DataFile, isInOrder: boolean) => Promise<Rows<unknown>>>> = {
  '.csv': (file, isInOrder) => openFileRows(file, csv, isInOrder),
  '.jsonl': (file, isInOrder) => openFileRows(file, jsonLines, isInOrder),
  '.json': (file) => openJsonArray(file),
};

function fileSource(path: string, name: string): RowSource {
  const open = kinds[extname(path).toLowerCase()];
  if (open === undefined) throw badSource(`the path ${JSON.stringify(path)}`);
  const file = new DataFile(path);
  return { name, open: (isInOrder) => open(file, isInOrder) };
}

function walkSource(rows: Walkable<unknown>): RowSource {
  return {
    name: 'the given rows',
    open: async (isInOrder) => (isInOrder ? new Walk(rows, (row) => row) : new HeldRows(await collected(rows))),
  };
}

async function collected(rows: Walkable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of rows()) all.push(row);
  return all;
}

function walkable(given: unknown): Iterable<unknown> | AsyncIterable<unknown> {
  const value = Object(given);
  if (Symbol.iterator in value || Symbol.asyncIterator in value) return value;
  throw badSource(given === null ? 'null' : typeof given);
}

function badSource(got: string): TslocError {
  return new TslocError(
    'BAD_FEEDER',
    `Expected rows from a .csv, .json or .jsonl file, from an array or from something to iterate over, got ${got}.`,
  );
}
