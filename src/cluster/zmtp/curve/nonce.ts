/** Nonces of CURVE: a text that names the use, and bytes that are never used twice. */
import { randomBytes } from 'node:crypto';
import { ProtocolError } from '../protocol-error.js';

/** Bytes of a nonce that counts. */
export const countBytes = 8;
/** Bytes of a nonce that is random. */
export const randomNonceBytes = 16;

/** The 24 bytes: the text, then what was sent beside the box. */
export function nonceOf(prefix: string, rest: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(prefix, 'latin1'), rest]);
}

/** 16 bytes for boxes of permanent keys, which last longer than any count. */
export function randomNonce(): Buffer {
  return randomBytes(randomNonceBytes);
}

/** Counts what is sent in one direction of a connection. */
export class SentCount {
  #count = 0n;

  /** The next one, as 8 bytes. */
  next(): Buffer {
    const bytes = Buffer.alloc(countBytes);
    bytes.writeBigUInt64BE(++this.#count);
    return bytes;
  }
}

/** Checks what is received in one direction: no repetition, and ascending order. */
export class ReceivedCount {
  #last = 0n;

  /** @throws {ProtocolError} unless these 8 bytes are more than all before */
  check(bytes: Buffer): void {
    const count = bytes.readBigUInt64BE();
    if (count <= this.#last)
      throw new ProtocolError('Expected each message once and in order, got an earlier one again.');
    this.#last = count;
  }
}
