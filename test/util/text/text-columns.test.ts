import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { columnsOf, graphemes } from '../../../src/util/text/text-columns.js';

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

  it('is what string-width says of any text', () => {
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

it('graphemes are letters with their marks', () => {
  expect(graphemes('ae\u0301👩‍👧')).toEqual(['a', 'e\u0301', '👩‍👧']);
  expect(graphemes('abc')).toEqual(['a', 'b', 'c']);
});
