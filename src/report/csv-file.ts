/** One CSV file on disk: written through one handle, at positions that are known, so that a full disk loses no added rows. */
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
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

  /** Empties the file, making its folder if need be. @throws {TslocError} `CSV_NOT_WRITABLE` */
  constructor(path: string, header: string) {
    this.path = path;
    try {
      makeFolder(dirname(path));
      this.#handle = openSync(path, 'w');
      this.#headerBytes = this.#writeAt(header, 0);
      this.#end = this.#headerBytes;
      this.#last = this.#end;
    } catch (cause) {
      const hint = 'Give --csv a prefix in a folder that can be written to.';
      throw new TslocError('CSV_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause, hint });
    }
  }

  /** Replaces everything after the header. */
  rewrite(rows: string): void {
    ftruncateSync(this.#handle, this.#writeAt(rows, this.#headerBytes));
  }

  /** Adds rows at the end; those that a full disk refuses are kept and tried again with the next ones. */
  append(rows: string): void {
    this.#waiting += rows;
    const start = this.#end;
    this.#end = this.#writeAt(this.#waiting, start);
    this.#last = start + Buffer.byteLength(this.#waiting) - Buffer.byteLength(rows);
    this.#waiting = '';
  }

  /** Puts rows in the place of those that were added last. */
  replaceLast(rows: string): void {
    if (this.#waiting !== '') {
      this.append(rows);
      return;
    }
    this.#end = this.#writeAt(rows, this.#last);
    ftruncateSync(this.#handle, this.#end);
  }

  close(): void {
    closeSync(this.#handle);
  }

  /** Returns the position after what was written. */
  #writeAt(text: string, position: number): number {
    const bytes = Buffer.from(text);
    let written = 0;
    while (written < bytes.length) {
      written += writeSync(this.#handle, bytes, written, bytes.length - written, position + written);
    }
    return position + written;
  }
}

/** Step by step: where nothing may be made, as below /proc, Node's own recursive way does not come to an end. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
