import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitEnd, fitMiddle } from '../../../src/util/text/fit-text.js';
import { printableLine } from '../../../src/util/text/printable.js';
import { columnsOf } from '../../../src/util/text/text-columns.js';

it('pads and cuts at the end, or shortens in the middle', () => {
  expect([fitEnd('abc', 5), fitEnd('abcdef', 5), fitEnd('日本語', 4)]).toEqual(['abc  ', 'abcd…', '日… ']);
  expect([fitMiddle('/files/list', 7), fitMiddle('ab', 4), fitMiddle('日本語ab', 6)]).toEqual([
    '/fi…ist',
    'ab  ',
    '日…ab ',
  ]);
});

it('always returns a text of exactly the given width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const clean = printableLine(text);
      expect(columnsOf(fitEnd(clean, width))).toBe(width);
      expect(columnsOf(fitMiddle(clean, width))).toBe(width);
    }),
  );
});
