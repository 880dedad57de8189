/** A buffer that grows while msgpack is written into it, and is used again for the next message. */

/** Appends heads, numbers, text and bytes. */
export class ByteSink {
  #bytes = Buffer.allocUnsafe(initialBytes);
  #length = 0;

  /** Copies what was written since the last call, and clears the buffer. */
  takeBytes(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.clear();
    return taken;
  }

  /** Clears the buffer; a large one, which a rare large message needed, is not kept. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > maxKeptBytes) this.#bytes = Buffer.allocUnsafe(initialBytes);
  }

  byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  /** The head of a list of `count` things: in one byte up to `maxFixed`, else `code16` or the code after it. */
  head(count: number, fixed: number, maxFixed: number, code16: number): void {
    if (count <= maxFixed) this.byte(fixed | count);
    else if (count < 65_536) this.uint16(code16, count);
    else this.uint32(code16 + 1, count);
  }

  uint8(code: number, value: number): void {
    this.#reserve(2);
    this.#bytes[this.#length++] = code;
    this.#bytes[this.#length++] = value;
  }

  uint16(code: number, value: number): void {
    this.#reserve(3);
    this.#bytes[this.#length++] = code;
    this.#length = this.#bytes.writeUInt16BE(value, this.#length);
  }

  uint32(code: number, value: number): void {
    this.#reserve(5);
    this.#bytes[this.#length++] = code;
    this.#length = this.#bytes.writeUInt32BE(value, this.#length);
  }

  /** The lower 64 bits of a BigInt. */
  uint64(code: number, value: bigint): void {
    this.#reserve(9);
    this.#bytes[this.#length++] = code;
    this.#length = this.#bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.#length);
  }

  double(code: number, value: number): void {
    this.#reserve(9);
    this.#bytes[this.#length++] = code;
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Text as UTF-8 with its head; lone surrogates become U+FFFD. */
  text(text: string): void {
    if (text.length < 32 && this.#shortAscii(text)) return;
    const byteLength = Buffer.byteLength(text);
    if (byteLength >= 32 && byteLength < 256) this.uint8(0xd9, byteLength);
    else this.head(byteLength, 0xa0, 31, 0xda);
    this.#reserve(byteLength);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** False, and nothing written, if there is any other character. Calls into native code cost more for short text. */
  #shortAscii(text: string): boolean {
    this.#reserve(32);
    const [bytes, start] = [this.#bytes, this.#length + 1];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[start + i] = code;
    }
    bytes[this.#length] = 0xa0 | text.length;
    this.#length = start + text.length;
    return true;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const initialBytes = 4_096;
const maxKeptBytes = 1_048_576;
