/** Where millions of rows start: eight bytes a row. */

const blockLength = 8192;

/** Numbers in the order in which they came. It grows by blocks, so that growing copies nothing. */
export class Offsets {
  readonly #blocks: Float64Array[] = [];
  length = 0;

  push(offset: number): void {
    const place = this.length++ % blockLength;
    if (place === 0) this.#blocks.push(new Float64Array(blockLength));
    (this.#blocks.at(-1) as Float64Array)[place] = offset;
  }

  /** The one at `index`, which must be there. */
  at(index: number): number {
    return (this.#blocks[Math.floor(index / blockLength)] as Float64Array)[index % blockLength] as number;
  }
}
