/** A list of millions of file positions, 8 bytes each. */

const blockLength = 8192;

/** It grows by whole blocks, so that nothing is copied. */
export class Offsets {
  readonly #blocks: Float64Array[] = [];
  length = 0;

  push(offset: number): void {
    const index = this.length++ % blockLength;
    if (index === 0) this.#blocks.push(new Float64Array(blockLength));
    (this.#blocks.at(-1) as Float64Array)[index] = offset;
  }

  /** The offset at `index`, which must exist. */
  at(index: number): number {
    return (this.#blocks[Math.floor(index / blockLength)] as Float64Array)[index % blockLength] as number;
  }
}
