/** The memory of all bodies that this process is receiving: one limit for all users, besides `maxBodyBytes` of each request. */

/** Bytes of bodies that are incomplete. Counted from the second piece on: most bodies are one piece, and cost nothing. */
export class BodyMemory {
  /** The limit of the latest run, bytes. */
  maxBytes = Number.POSITIVE_INFINITY;
  heldBytes = 0;

  /** Counts further bytes, until they are released. False if they exceed the limit. */
  hold(bytes: number): boolean {
    this.heldBytes += bytes;
    return this.heldBytes <= this.maxBytes;
  }

  release(bytes: number): void {
    this.heldBytes -= bytes;
  }
}

/** The memory of this process. */
export const bodyMemory = new BodyMemory();
