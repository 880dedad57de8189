/** One frame on the wire: flags, length, body. */

export interface Frame {
  /** Whether another frame of the same message follows. */
  readonly hasMore: boolean;
  readonly isCommand: boolean;
  readonly body: Buffer;
}

export const moreFlag = 1;
export const longFlag = 2;
export const commandFlag = 4;

/** The bytes of a frame. */
export function frameBytesOf(body: Uint8Array, flags: number): Buffer {
  const isLong = body.length > 255;
  const bytes = Buffer.allocUnsafe((isLong ? 9 : 2) + body.length);
  bytes[0] = isLong ? flags | longFlag : flags;
  if (isLong) bytes.writeBigUInt64BE(BigInt(body.length), 1);
  else bytes[1] = body.length;
  bytes.set(body, isLong ? 9 : 2);
  return bytes;
}
