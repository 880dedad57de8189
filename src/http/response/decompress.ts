/** Content encodings that a response may use. */
import { constants } from 'node:buffer';
import * as zlib from 'node:zlib';

/** What a session says it understands; zstd is among it where Node can undo it. */
export const acceptEncoding = 'zstdDecompressSync' in zlib ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** The encodings to be undone, the first one first; those that nobody knows are left out. @throws if there are too many */
export function encodingsOf(contentEncoding: string): string[] {
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  if (names.length > maxEncodings)
    throw new Error(`Too many content encodings in the chain: ${names.length} > ${maxEncodings}`);
  return names.filter((name) => Object.hasOwn(decoders, name)).reverse();
}

/**
 * The decoded body, of at most `maxBytes` after each step.
 * @throws what zlib throws on bad data; an error with the code `ERR_BUFFER_TOO_LARGE` on too much of it
 */
export function decompress(body: Buffer, contentEncoding: string, maxBytes: number): Buffer {
  const options = { maxOutputLength: Math.min(maxBytes, constants.MAX_LENGTH) };
  return encodingsOf(contentEncoding).reduce(
    (bytes, encoding) => (decoders[encoding] as Decoder)(bytes, options),
    body,
  );
}

/** True if the `deflate` that begins with `first` has its zlib wrapper: some servers send it without. */
export function isWrapped(first: Uint8Array): boolean {
  return ((first[0] as number) & 0x0f) === 8;
}

type Decoder = (bytes: Buffer, options: zlib.ZlibOptions) => Buffer;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: (bytes, options) => (isWrapped(bytes) ? zlib.inflateSync : zlib.inflateRawSync)(bytes, options),
  br: zlib.brotliDecompressSync as Decoder,
  // Node 22.15 has it, and this Node's types do not.
  ...('zstdDecompressSync' in zlib ? { zstd: zlib.zstdDecompressSync as Decoder } : null),
};

// A server that piles up more means harm; the number is that of Python's urllib3.
const maxEncodings = 5;
