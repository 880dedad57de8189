import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { columnsOf, splitGraphemes } from '../../../src/util/text/text-columns.js';

describe('columnsOf', () => {
  it.each([
    ['', 0],
    ['GET /a?b=…', 10],
    ['▁▂█░', 4],
    ['日本語', 6],
    ['e\u0301te\u0301', 3],
    ['👩‍👩‍👧 🇩🇪 ❤️', 8],
    ['\u200b\u00ad', 0],
    ['ｶﾅ', 2],
  ])('of %j is %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  it('equals the result of string-width for any text', () => {
    const units = fc.constantFrom(
      'a',
      'é',
      'ß',
      '×',
      '…',
      '█',
      '日',
      'ん',
      'ｶ',
      '한',
      '👍',
      '👩‍👧',
      '🇩🇪',
      'e\u0301',
      'ไ',
      'я',
      '→',
    );
    fc.assert(
      fc.property(fc.string({ unit: units }), (text) => {
        expect(columnsOf(text)).toBe(stringWidth(text));
      }),
    );
  });
});

it('splitGraphemes returns characters with their combining marks, and emoji sequences', () => {
  expect(splitGraphemes('ae\u0301👩‍👧')).toEqual(['a', 'e\u0301', '👩‍👧']);
  expect(splitGraphemes('abc')).toEqual(['a', 'b', 'c']);
});
