/** Decodes content encodings of whole bodies. */
import { constants } from 'node:buffer';
import * as zlib from 'node:zlib';

/** The `accept-encoding` of requests; zstd where Node supports it. */
export const acceptEncoding = 'zstdDecompressSync' in zlib ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** The encodings in decoding order, without unknown ones. @throws if there are more than 5 */
export function encodingsOf(contentEncoding: string): string[] {
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  if (names.length > maxEncodings)
    throw new Error(`Too many content encodings in the chain: ${names.length} > ${maxEncodings}`);
  return names.filter((name) => Object.hasOwn(decoders, name)).reverse();
}

/**
 * The decoded body, at most `maxBytes` after each encoding.
 * @throws what zlib throws on invalid data; an error with the code `ERR_BUFFER_TOO_LARGE` beyond `maxBytes`
 */
export function decompress(body: Buffer, contentEncoding: string, maxBytes: number): Buffer {
  const options = { maxOutputLength: Math.min(maxBytes, constants.MAX_LENGTH) };
  return encodingsOf(contentEncoding).reduce(
    (bytes, encoding) => (decoders[encoding] as Decoder)(bytes, options),
    body,
  );
}

/** True if deflated data that begins with `first` has a zlib header; some servers send raw deflate. */
export function isWrapped(first: Uint8Array): boolean {
  return ((first[0] as number) & 0x0f) === 8;
}

type Decoder = (bytes: Buffer, options: zlib.ZlibOptions) => Buffer;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: (bytes, options) => (isWrapped(bytes) ? zlib.inflateSync : zlib.inflateRawSync)(bytes, options),
  br: zlib.brotliDecompressSync as Decoder,
  // Since Node 22.15; missing from these type definitions.
  ...('zstdDecompressSync' in zlib ? { zstd: zlib.zstdDecompressSync as Decoder } : null),
};

// Protects against decompression bombs; urllib3's limit.
const maxEncodings = 5;
