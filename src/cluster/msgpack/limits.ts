/** Limits of what is encoded and decoded, so that invalid bytes overflow neither the stack nor the heap. */

/** Levels of nesting; Python's msgpack has 511 for writing. */
export const maxDepth = 500;

/** Values in one message: 10,000 statistics entries have 4 million. */
export const maxValues = 8_000_000;

/** Bytes of one message. */
export const maxMessageBytes = 64 * 1_048_576;
