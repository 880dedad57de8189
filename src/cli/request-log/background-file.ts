/** A file that is appended to in the background, with a bound on the memory of what waits to be written. */
import { closeSync, openSync, write, writeSync } from 'node:fs';

/** Texts are collected up to this size before they are written, bytes. */
const chunkBytes = 64 * 1024;

/** Writes texts in order; a text that exceeds the bound is dropped. */
export class BackgroundFile {
  readonly #file: number;
  readonly #maxPendingBytes: number;
  #position = 0;
  /** What is being written; null if nothing is. */
  #writing: Buffer | null = null;
  #pending: string[] = [];
  #pendingBytes = 0;
  #error: Error | null = null;
  #isClosed = false;

  /** Empties the file. @throws what keeps it from being opened */
  constructor(path: string, maxPendingBytes = 64 * 1024 * 1024) {
    this.#file = openSync(path, 'w');
    this.#maxPendingBytes = maxPendingBytes;
  }

  /** The first error of writing. */
  get error(): Error | null {
    return this.#error;
  }

  /** False if the text was dropped. */
  append(text: string): boolean {
    if (this.#error !== null || this.#isClosed || this.#pendingBytes + text.length > this.#maxPendingBytes)
      return false;
    this.#pending.push(text);
    this.#pendingBytes += text.length;
    if (this.#pendingBytes >= chunkBytes) this.flush();
    return true;
  }

  /** Begins to write what is pending. */
  flush(): void {
    if (this.#writing !== null || this.#pending.length === 0 || this.#isClosed) return;
    this.#writeNext(this.#takePending());
  }

  /** Writes everything synchronously and closes the file. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // What is being written in the background is written once more, at the same place.
    const rest = Buffer.concat([this.#writing ?? Buffer.alloc(0), this.#takePending()]);
    try {
      for (let offset = 0; offset < rest.length; ) {
        offset += writeSync(this.#file, rest, offset, rest.length - offset, this.#position + offset);
      }
      if (this.#writing === null) closeSync(this.#file);
    } catch (error) {
      this.#error ??= error as Error;
    }
  }

  #takePending(): Buffer {
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#pendingBytes = 0;
    return bytes;
  }

  #writeNext(bytes: Buffer): void {
    this.#writing = bytes;
    write(this.#file, bytes, 0, bytes.length, this.#position, (error, written) => {
      if (this.#isClosed) {
        closeSync(this.#file);
        return;
      }
      this.#writing = null;
      this.#error ??= error;
      if (error !== null) return;
      this.#position += written;
      if (written < bytes.length) this.#writeNext(bytes.subarray(written));
      else if (this.#pendingBytes >= chunkBytes) this.flush();
    });
  }
}
