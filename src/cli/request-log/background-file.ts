/** A file that is appended to in the background, with a bound on the memory of what waits to be written. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, write, writeSync } from 'node:fs';
import { identityOf } from '../../report/csv/csv-file.js';
import { makeFolderOf } from '../../util/files/folder.js';

/** Texts are collected up to this size before they are written, bytes. */
const chunkBytes = 64 * 1024;

/** Without O_NONBLOCK, a named pipe would be waited for until somebody reads it. */
const openFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NONBLOCK;

/** Writes texts in order; a text that exceeds the bound is dropped. What cannot be written is tried again at each flush. */
export class BackgroundFile {
  readonly #path: string;
  readonly #file: number;
  readonly #identity: string;
  readonly #maxPendingBytes: number;
  /** Where the next byte is written. */
  #position = 0;
  /** Where the first text of `#rest` begins: what precedes it is complete. */
  #boundary = 0;
  /** What is being written, or could not be; null if nothing is. */
  #rest: Buffer | null = null;
  #restTexts = 0;
  #isWriting = false;
  #pending: string[] = [];
  #pendingBytes = 0;
  #dropped = 0;
  #error: Error | null = null;
  #isClosed = false;

  /** Makes its folder and empties the file. @throws what keeps it from being opened, or from being written at a position, as a pipe */
  constructor(path: string, maxPendingBytes = 64 * 1024 * 1024) {
    this.#path = path;
    makeFolderOf(path);
    this.#file = openSync(path, openFlags);
    const stats = fstatSync(this.#file);
    if (stats.isFIFO()) {
      closeSync(this.#file);
      throw new Error('it is a named pipe');
    }
    this.#identity = `${stats.dev}:${stats.ino}`;
    this.#maxPendingBytes = maxPendingBytes;
  }

  /** The error of the last attempt to write; null after a success. */
  get error(): Error | null {
    return this.#error;
  }

  /** The number of texts that are not in the file and never will be. */
  get dropped(): number {
    return this.#dropped;
  }

  /** False if another file or none is at its path: it was removed or renamed. */
  get isInPlace(): boolean {
    return identityOf(this.#path) === this.#identity;
  }

  append(text: string): void {
    if (this.#isClosed || this.#pendingBytes + text.length > this.#maxPendingBytes) {
      this.#dropped++;
      return;
    }
    this.#pending.push(text);
    this.#pendingBytes += text.length;
    if (this.#pendingBytes >= chunkBytes && this.#error === null) this.flush();
  }

  /** Begins to write what is pending. */
  flush(): void {
    if (this.#isWriting || this.#isClosed) return;
    if (this.#rest === null && this.#pending.length > 0) this.#takePending();
    if (this.#rest !== null) this.#writeRest(this.#rest);
  }

  /** Writes everything synchronously and closes the file; without what cannot be written, it ends with a complete text. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      // What is being written in the background is written once more, at the same place.
      this.#writeRestNow();
      if (this.#pending.length > 0) this.#takePending();
      this.#writeRestNow();
      this.#error = null;
    } catch (error) {
      this.#error = error as Error;
      this.#dropped += this.#restTexts + this.#pending.length;
    }
    if (!this.#isWriting) this.#release();
  }

  #takePending(): void {
    this.#boundary = this.#position;
    this.#rest = Buffer.from(this.#pending.join(''));
    this.#restTexts = this.#pending.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #writeRest(bytes: Buffer): void {
    this.#isWriting = true;
    write(this.#file, bytes, 0, bytes.length, this.#position, (error, written) => {
      this.#isWriting = false;
      if (this.#isClosed) {
        this.#release();
        return;
      }
      this.#error = error;
      if (error !== null) return;
      this.#advance(bytes, written);
      if (this.#rest !== null || this.#pendingBytes >= chunkBytes) this.flush();
    });
  }

  #writeRestNow(): void {
    while (this.#rest !== null) {
      const { length } = this.#rest;
      this.#advance(this.#rest, writeSync(this.#file, this.#rest, 0, length, this.#position));
    }
  }

  #advance(bytes: Buffer, written: number): void {
    this.#position += written;
    this.#rest = written < bytes.length ? bytes.subarray(written) : null;
    if (this.#rest === null) this.#restTexts = 0;
  }

  #release(): void {
    try {
      if (this.#rest !== null) ftruncateSync(this.#file, this.#boundary);
    } catch {
      // a device has no length
    }
    closeSync(this.#file);
  }
}
