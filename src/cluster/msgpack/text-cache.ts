/** Short ASCII texts that messages repeat thousands of times, such as keys and names: found by their bytes, not decoded again. */

/** Longer texts are not cached, which bounds the memory of a cache: 3 MB. */
export const maxCachedLength = 64;

/** A fixed number of texts; a new one takes the place of another. */
export class TextCache {
  readonly #texts: (string | undefined)[] = new Array(slots).fill(undefined);

  /** The text of `length` bytes from `start`, if it is cached. */
  get(bytes: Uint8Array, start: number, length: number): string | undefined {
    const text = this.#texts[slotOf(bytes, start, length)];
    if (text === undefined || text.length !== length) return undefined;
    for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return undefined;
    return text;
  }

  /** Caches the text of these bytes. Text with other characters than ASCII is never found, since its bytes differ. */
  set(bytes: Uint8Array, start: number, length: number, text: string): void {
    this.#texts[slotOf(bytes, start, length)] = text;
  }
}

/** More than three times as many as the names of a large test: few of them share a place. */
const slots = 32_768;

/** FNV-1a of the bytes, its high bits folded in. */
function slotOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x0100_0193);
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
