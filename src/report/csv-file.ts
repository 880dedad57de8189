/** One CSV file on disk: written through one handle, at positions that are known, so that a full disk loses no added rows. */
import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, TslocError } from '../util/error.js';

/** A file with a header, and rows that are replaced or added. */
export class CsvFile {
  readonly path: string;
  readonly #handle: number;
  readonly #headerBytes: number;
  #end: number;
  /** Where the rows begin that were added last. */
  #last: number;
  /** Rows that could not be written yet. */
  #waiting = '';
  /** Bytes that the file should have. */
  #size: number;

  /** Empties the file, making its folder if need be. @throws {TslocError} `CSV_NOT_WRITABLE` */
  constructor(path: string, header: string) {
    this.path = path;
    try {
      makeFolder(dirname(path));
      this.#handle = openSync(path, 'w');
      const { written, error } = this.#write(Buffer.from(header), 0);
      if (error !== null) throw error;
      this.#headerBytes = this.#end = this.#last = this.#size = written;
    } catch (cause) {
      const hint = 'Give --csv a prefix in a folder that can be written to.';
      throw new TslocError('CSV_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause, hint });
    }
  }

  /** Replaces everything after the header. @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED` */
  rewrite(rows: string): void {
    this.#replaceFrom(this.#headerBytes, rows);
  }

  /**
   * Adds rows at the end; those that a full disk refuses are kept and tried again with the next ones.
   * @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED`
   */
  append(rows: string): void {
    this.#waiting += rows;
    const start = this.#end;
    this.#end = this.#replaceFrom(start, this.#waiting);
    this.#last = start + Buffer.byteLength(this.#waiting) - Buffer.byteLength(rows);
    this.#waiting = '';
  }

  /** Puts rows in the place of those that were added last. @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED` */
  replaceLast(rows: string): void {
    if (this.#waiting === '') this.#end = this.#replaceFrom(this.#last, rows);
    else this.append(rows);
  }

  close(): void {
    closeSync(this.#handle);
  }

  /** Writes `rows` as the end of the file, and returns where that is; where the disk is full, it ends with a whole row. */
  #replaceFrom(position: number, rows: string): number {
    const isShared = fstatSync(this.#handle).size !== this.#size;
    const bytes = Buffer.from(rows);
    const { written, error } = this.#write(bytes, position);
    this.#size = position + (error === null ? written : wholeRows(bytes.subarray(0, written)));
    ftruncateSync(this.#handle, this.#size);
    if (error !== null) throw notWritable(this.path, error);
    if (isShared) throw sharedFile(this.path);
    return this.#size;
  }

  /** As much as finds room. */
  #write(bytes: Buffer, position: number): { written: number; error: unknown } {
    let written = 0;
    try {
      while (written < bytes.length)
        written += writeSync(this.#handle, bytes, written, bytes.length - written, position + written);
    } catch (error) {
      return { written, error };
    }
    return { written, error: null };
  }
}

/** Bytes of the rows that are complete. */
function wholeRows(bytes: Buffer): number {
  const lastEnd = bytes.lastIndexOf('\r\n');
  return lastEnd < 0 ? 0 : lastEnd + 2;
}

function notWritable(path: string, cause: unknown): TslocError {
  const message = `${path} cannot be written now (${messageOf(cause)}): it is tried again each second.`;
  return new TslocError('CSV_NOT_WRITABLE', message, { cause });
}

function sharedFile(path: string): TslocError {
  const message = `Expected ${path} to be written by this run alone, but something else has changed it.`;
  return new TslocError('CSV_SHARED', message, { hint: 'Give each run a --csv of its own.' });
}

/** Step by step: where nothing may be made, as below /proc, Node's own recursive way does not come to an end. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
