/** The bytes of a data file by position: in memory if the file is small, else read from a file that stays open. */
import { accessSync, constants, fstatSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TslocError } from '../util/error.js';

const blockBytes = 64 * 1024;

/** A file of rows that exists. */
export class DataFile {
  /** Its path as the user wrote it. */
  readonly name: string;
  readonly #path: string;

  /** @throws {TslocError} `DATA_NOT_FOUND` */
  constructor(name: string) {
    this.name = name;
    this.#path = resolve(name);
    try {
      requireFile(name, statSync(this.#path));
      accessSync(this.#path, constants.R_OK);
    } catch (thrown) {
      throw notFoundError(name, thrown);
    }
  }

  /** Its bytes; in memory if there are at most `maxMemoryBytes` of them. @throws {TslocError} `DATA_NOT_FOUND`, `DATA_CHANGED` */
  async open(maxMemoryBytes: number): Promise<FileBytes> {
    const opened = await OpenFile.open(this.name, this.#path);
    if (opened.size > maxMemoryBytes) return new FileBytes(this.name, opened);
    try {
      return new FileBytes(this.name, await opened.read(0, opened.size));
    } finally {
      await opened.close();
    }
  }
}

/** The bytes of one file. */
export class FileBytes {
  readonly name: string;
  /** All bytes, if they are in memory. */
  readonly content: Uint8Array | null;
  readonly #file: OpenFile | null;

  constructor(name: string, source: Uint8Array | OpenFile) {
    this.name = name;
    this.content = source instanceof Uint8Array ? source : null;
    this.#file = source instanceof Uint8Array ? null : source;
  }

  /** Bytes from `position` on, fewer at the end. @throws {TslocError} `DATA_NOT_FOUND`, `DATA_CHANGED` */
  async read(position: number, lengthBytes: number): Promise<Uint8Array> {
    if (this.#file !== null) return this.#file.read(position, lengthBytes);
    return (this.content as Uint8Array).subarray(position, position + lengthBytes);
  }

  /** The error for an invalid row at `position`: `DATA_BROKEN`, with its line. */
  async brokenRowError(position: number, reason: string, hint?: string): Promise<TslocError> {
    return brokenDataError(`${this.name}:${await this.#lineAt(position)}`, reason, hint);
  }

  async #lineAt(position: number): Promise<number> {
    let line = 1;
    for (let start = 0; start < position; start += blockBytes) {
      const block = await this.read(start, Math.min(blockBytes, position - start));
      for (const byte of block) if (byte === newline) line++;
    }
    return line;
  }
}

/** A file that must stay as it was when it was opened: otherwise, known positions would return truncated rows. */
class OpenFile {
  readonly name: string;
  readonly size: number;
  readonly #modifiedMs: number;
  readonly #handle: FileHandle;

  private constructor(name: string, handle: FileHandle, { size, mtimeMs }: Stats) {
    this.name = name;
    this.size = size;
    this.#modifiedMs = mtimeMs;
    this.#handle = handle;
    unusedFiles.register(this, handle);
  }

  /** @throws {TslocError} `DATA_NOT_FOUND` */
  static async open(name: string, path: string): Promise<OpenFile> {
    try {
      requireFile(name, statSync(path)); // opening a named pipe would wait for its writer
      const handle = await open(path);
      return new OpenFile(name, handle, fstatSync(handle.fd));
    } catch (thrown) {
      throw notFoundError(name, thrown);
    }
  }

  async read(position: number, lengthBytes: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(lengthBytes);
    let length = 0;
    try {
      while (length < lengthBytes) {
        const { bytesRead } = await this.#handle.read(buffer, length, lengthBytes - length, position + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
    } catch (thrown) {
      throw notFoundError(this.name, thrown);
    }
    this.#requireUnchanged();
    return buffer.subarray(0, length);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Synchronous, since it takes 2 µs, and after the read: a change before it cannot be missed. */
  #requireUnchanged(): void {
    const { size, mtimeMs } = fstatSync(this.#handle.fd);
    if (size === this.size && mtimeMs === this.#modifiedMs) return;
    const found = size === this.size ? 'another time of modification' : `${size} bytes`;
    const message = `Expected ${this.name} to stay as it was when the test began, with ${this.size} bytes, got ${found}.`;
    const hint = 'Do not write to a data file while a test reads it: write another file and rename it.';
    throw new TslocError('DATA_CHANGED', message, { hint });
  }
}

/** Closes files that nothing reads any more: a feeder does not know when its run is over. */
const unusedFiles = new FinalizationRegistry<FileHandle>((handle) => {
  handle.close().catch(() => {});
});

/** The error for a file whose content is invalid at `place`, such as `accounts.csv:3`. */
export function brokenDataError(place: string, reason: string, hint?: string): TslocError {
  return new TslocError('DATA_BROKEN', `${place}: ${reason}`, hint === undefined ? {} : { hint });
}

/** The text of UTF-8 bytes, without a byte order mark. @throws {Error} if they are not UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Error('Expected UTF-8 text, got other bytes.', { cause });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const newline = 0x0a;

function requireFile(name: string, stats: Stats): void {
  if (stats.isFile()) return;
  const found = stats.isDirectory() ? 'a directory' : stats.isFIFO() ? 'a named pipe' : 'a device or socket';
  const hint =
    'Rows are read more than once, from any position: write them into a file, or pass a function that makes them.';
  throw new TslocError('DATA_NOT_FOUND', `Expected ${name} to be a regular file, got ${found}.`, { hint });
}

function notFoundError(name: string, cause: unknown): TslocError {
  if (TslocError.is(cause)) return cause;
  const found = (Object(cause) as { code?: string }).code ?? String(cause);
  const hint = `Paths of data files are relative to the working directory, ${resolve('')}.`;
  return new TslocError('DATA_NOT_FOUND', `Expected to read rows from ${name}, got ${found}.`, { cause, hint });
}
