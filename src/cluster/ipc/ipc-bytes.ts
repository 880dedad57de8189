/** Bytes as they come over a channel between processes. */

/** A Buffer of the same bytes; an empty one, which is no message, for anything else. */
export function bytesOf(payload: unknown): Buffer {
  if (!(payload instanceof Uint8Array)) return Buffer.alloc(0);
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
}
