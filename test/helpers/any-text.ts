/** Texts of any characters. fast-check's own `unit: 'binary'` takes seconds to prepare. */
import * as fc from 'fast-check';

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }), // after the surrogates
);

/** A text of assigned and unassigned characters, controls included, without half a surrogate pair. */
export const anyText = fc.string({ unit: codePoint.map((code) => String.fromCodePoint(code)) });
