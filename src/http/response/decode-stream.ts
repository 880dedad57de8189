/** Decodes a body while it arrives. */

import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { isWrapped } from './decompress.js';
import type { Chunk } from './incoming-body.js';

/** The decoded chunks, each with the time of its last byte. @throws what zlib throws on invalid data */
export function decodeStream(chunks: AsyncIterable<Chunk>, encodings: readonly string[]): AsyncIterable<Chunk> {
  return encodings.reduce((source, encoding) => decodeOne(source, encoding), chunks);
}

async function* decodeOne(source: AsyncIterable<Chunk>, encoding: string): AsyncGenerator<Chunk> {
  let decoder: StepDecoder | null = null;
  let last = 0;
  try {
    for await (const { bytes, at } of source) {
      if (bytes.length === 0) continue;
      last = at;
      decoder ??= new StepDecoder(decoders[encoding]?.(bytes) as Transform);
      for await (const decoded of decoder.step(bytes)) yield { bytes: decoded, at };
    }
    if (decoder !== null) for await (const decoded of decoder.step(null)) yield { bytes: decoded, at: last };
  } finally {
    decoder?.destroy();
  }
}

/** Takes a chunk only after all output of the one before was read, so that output is never buffered. */
class StepDecoder {
  readonly #stream: Transform;
  #error: Error | null = null;
  #isDone = false;
  #wake: () => void = ignore;

  constructor(stream: Transform) {
    this.#stream = stream;
    stream.on('readable', () => this.#wake());
    stream.on('end', () => this.#done());
    stream.on('error', (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  /** The output for `bytes`; null ends the input. */
  async *step(bytes: Buffer | null): AsyncGenerator<Buffer> {
    this.#isDone = this.#stream.readableEnded; // bytes after the end are ignored
    if (this.#isDone) return;
    if (bytes === null) this.#stream.end();
    else this.#stream.write(bytes, (error) => error ?? this.#done()); // errors are also emitted
    for (;;) {
      if (this.#error !== null) throw this.#error;
      const decoded: Buffer | null = this.#stream.read();
      if (decoded !== null) yield decoded;
      else if (this.#isDone) return;
      else await this.#change();
    }
  }

  destroy(): void {
    this.#stream.destroy();
  }

  #done(): void {
    this.#isDone = true;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const decoders: Readonly<Record<string, (first: Buffer) => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: (first) => (isWrapped(first) ? zlib.createInflate() : zlib.createInflateRaw()),
  br: () => zlib.createBrotliDecompress(),
  ...('createZstdDecompress' in zlib ? { zstd: zlib.createZstdDecompress as () => Transform } : null),
};

function ignore(): void {}
