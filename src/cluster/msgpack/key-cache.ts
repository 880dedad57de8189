/** Short ASCII keys that messages repeat thousands of times: found by their bytes, without decoding them again. */

/** A fixed number of keys; a new one takes the place of another. */
export class KeyCache {
  readonly #texts: (string | undefined)[] = new Array(slots).fill(undefined);

  /** The text of `length` bytes from `start`, if it is cached. */
  get(bytes: Uint8Array, start: number, length: number): string | undefined {
    const text = this.#texts[slotOf(bytes, start, length)];
    if (text === undefined || text.length !== length) return undefined;
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return undefined;
    return text;
  }

  /** Caches the text of these bytes. Text with other characters than ASCII is never found, since its bytes differ. */
  set(bytes: Uint8Array, start: number, text: string): void {
    this.#texts[slotOf(bytes, start, text.length)] = text;
  }
}

const slots = 1_024;

function slotOf(bytes: Uint8Array, start: number, length: number): number {
  if (length === 0) return 0;
  const [first, middle, last] = [bytes[start], bytes[start + (length >> 1)], bytes[start + length - 1]] as number[];
  return ((first as number) * 31 + (middle as number) * 131 + (last as number) * 7 + length * 67) & (slots - 1);
}
