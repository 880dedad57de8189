/** A memory leak: something of each request is kept, until the memory is full. */

const leakedBytes = 16 * 1024;

/** How many requests fill the memory of a leaking service: 64 MiB. */
export const LEAKED_REQUESTS = 4096;

/** Keeps 16 KiB of each of the first {@link LEAKED_REQUESTS} requests. */
export class Leak {
  readonly #kept: Buffer[] = [];

  /** False if the memory is full. */
  allocate(): boolean {
    if (this.#kept.length >= LEAKED_REQUESTS) return false;
    this.#kept.push(Buffer.alloc(leakedBytes, 1)); // written to, so that the process really gets the memory
    return true;
  }

  /** Bytes kept so far. */
  get bytes(): number {
    return this.#kept.length * leakedBytes;
  }
}
