/** A CSV file that only grows: rows that a full disk refuses are kept, and a removed file is recreated with all rows. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { makeFolderOf } from '../../util/files/folder.js';
import { identityOf, notCreatableError, notWritableError, sharedFileError } from './csv-file.js';

/** A header, and rows that are added through one handle at known positions. */
export class AppendedFile {
  readonly path: string;
  #handle: number;
  /** Bytes that are written and must not change. */
  #size: number;
  /** Rows that could not be written yet. */
  #pending = '';

  /** Empties the file and writes the header, in a new folder if necessary. @throws {TslocError} `CSV_NOT_WRITABLE` */
  constructor(path: string, header: string) {
    this.path = path;
    try {
      makeFolderOf(path);
      this.#handle = openSync(path, 'w+');
      this.#size = 0;
      const { written, error } = this.#write(Buffer.from(header));
      if (error !== null) throw error;
      this.#size = written;
    } catch (cause) {
      throw notCreatableError(path, cause);
    }
  }

  /**
   * Adds rows at the end.
   * @throws {TslocError} `CSV_NOT_WRITABLE`: the rows are kept for the next call; `CSV_SHARED`: others write too
   */
  append(rows: string): void {
    this.#pending += rows;
    const identity = this.#recreateIfMissing();
    const isShared = identity !== this.#identity() || fstatSync(this.#handle).size !== this.#size;
    const bytes = Buffer.from(this.#pending);
    const { written, error } = this.#write(bytes);
    const complete = error === null ? written : wholeRows(bytes.subarray(0, written));
    this.#size += complete;
    this.#pending = bytes.subarray(complete).toString();
    if (error !== null || isShared) ftruncateSync(this.#handle, this.#size);
    if (error !== null) throw notWritableError(this.path, error);
    if (isShared) throw sharedFileError(this.path);
  }

  close(): void {
    closeSync(this.#handle);
  }

  /** The identity of the file at the path, which is recreated if it is missing. */
  #recreateIfMissing(): string {
    try {
      const identity = identityOf(this.path);
      if (identity !== null) return identity;
      this.#recreate();
    } catch (cause) {
      throw notWritableError(this.path, cause);
    }
    return this.#identity();
  }

  /** Copies all rows from the removed or renamed file, which the handle still reads. */
  #recreate(): void {
    const [oldHandle, content] = [this.#handle, Buffer.alloc(this.#size)];
    readSync(oldHandle, content, 0, content.length, 0);
    makeFolderOf(this.path);
    const handle = openSync(this.path, 'w+');
    try {
      writeFileSync(handle, content);
    } catch (error) {
      closeSync(handle);
      rmSync(this.path);
      throw error;
    }
    this.#handle = handle;
    closeSync(oldHandle);
  }

  /** The identity of the open file. */
  #identity(): string {
    const { dev, ino } = fstatSync(this.#handle);
    return `${dev}:${ino}`;
  }

  /** Writes as much as fits, from the known size on. */
  #write(bytes: Buffer): { written: number; error: unknown } {
    let written = 0;
    try {
      while (written < bytes.length)
        written += writeSync(this.#handle, bytes, written, bytes.length - written, this.#size + written);
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
