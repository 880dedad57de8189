/** The bytes of a data file, by position. It is open only while somebody reads: nobody says when a run is over. */
import { accessSync, constants } from 'node:fs';
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
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
      accessSync(this.#path, constants.R_OK);
    } catch (thrown) {
      throw notFound(this.name, thrown);
    }
  }

  /** Its bytes; in memory if there are at most `heldBytes` of them. @throws {TslocError} `DATA_NOT_FOUND` */
  async open(heldBytes: number): Promise<FileBytes> {
    try {
      const { size } = await stat(this.#path);
      const held = size <= heldBytes ? await readFile(this.#path) : null;
      return new FileBytes(this.name, this.#path, held);
    } catch (thrown) {
      throw notFound(this.name, thrown);
    }
  }
}

/** The bytes of one file. */
export class FileBytes {
  readonly name: string;
  /** All of them, if they are in memory. */
  readonly held: Uint8Array | null;
  readonly #path: string;
  #file: Promise<FileHandle> | null = null;
  #readers = 0;

  constructor(name: string, path: string, held: Uint8Array | null) {
    this.name = name;
    this.held = held;
    this.#path = path;
  }

  /** Bytes from `position` on; fewer than asked for at the end. @throws {TslocError} `DATA_NOT_FOUND` */
  async read(position: number, lengthBytes: number): Promise<Uint8Array> {
    if (this.held !== null) return this.held.subarray(position, position + lengthBytes);
    try {
      return await this.#readFile(position, lengthBytes);
    } catch (thrown) {
      throw notFound(this.name, thrown);
    }
  }

  /** What to throw when the row at `position` is not as it should be: `DATA_BROKEN`, with its line. */
  async brokenAt(position: number, reason: string, hint?: string): Promise<TslocError> {
    return broken(`${this.name}:${await this.#lineAt(position)}`, reason, hint);
  }

  /** Reads that overlap share one open file; the last of them closes it. */
  async #readFile(position: number, lengthBytes: number): Promise<Uint8Array> {
    this.#file ??= open(this.#path);
    const opened = this.#file;
    this.#readers++;
    try {
      const file = await opened;
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(lengthBytes), 0, lengthBytes, position);
      return buffer.subarray(0, bytesRead);
    } finally {
      if (--this.#readers === 0) {
        this.#file = null;
        await opened.then(
          (file) => file.close(),
          () => {},
        );
      }
    }
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

/** A file whose content is not what it should be, at `place`. */
export function broken(place: string, reason: string, hint?: string): TslocError {
  return new TslocError('DATA_BROKEN', `${place}: ${reason}`, hint === undefined ? {} : { hint });
}

/** The text of bytes, without a byte order mark. @throws {Error} if they are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Error('Expected UTF-8 text, got other bytes.', { cause });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const newline = 0x0a;

function notFound(name: string, cause: unknown): TslocError {
  const found = (Object(cause) as { code?: string }).code ?? String(cause);
  const hint = `Paths of data files start at the working folder, ${resolve('')}: go there, or give a path from there.`;
  return new TslocError('DATA_NOT_FOUND', `Expected to read rows from ${name}, got ${found}.`, { cause, hint });
}
