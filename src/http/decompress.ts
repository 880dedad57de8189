/** Content encodings that a response may use. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What a session says it understands. */
export const acceptEncoding = 'gzip, deflate, br';

/** The decoded body; encodings are undone from the last to the first. @throws what zlib throws on bad data */
export function decompress(body: Buffer, contentEncoding: string): Buffer {
  const encodings = contentEncoding
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .reverse();
  return encodings.reduce((bytes, encoding) => decoders[encoding]?.(bytes) ?? bytes, body);
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateEither,
  br: brotliDecompressSync,
};

/** Some servers send `deflate` without its zlib wrapper. */
function inflateEither(bytes: Buffer): Buffer {
  const wrapped = bytes.length > 1 && ((bytes[0] as number) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
  return wrapped ? inflateSync(bytes) : inflateRawSync(bytes);
}
