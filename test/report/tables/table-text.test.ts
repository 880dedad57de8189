import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLeft, alignRight, dashes, shorten, widthOf, wrap } from '../../../src/report/tables/table-text.js';

describe('cells', () => {
  it('are padded to a width and never cut', () => {
    expect([
      alignLeft('ab', 4),
      alignLeft('ab', -4),
      alignLeft('abcde', 4),
      alignRight('ab', 4),
      alignRight('abcde', 4),
    ]).toEqual(['ab  ', 'ab  ', 'abcde', '  ab', 'abcde']);
    expect([dashes(3), dashes(-1)]).toEqual(['---', '']);
    expect([widthOf(['a', 'abc'], 2), widthOf([], 2)]).toEqual([3, 2]);
  });
});

describe('shorten', () => {
  it.each([
    ['/files', 6, '/files'],
    ['/api/files/first', 9, '/api…irst'],
    ['/api/files/first', 2, '/…'],
    ['/api/files/first', 1, '…'],
    ['🦗🦗🦗🦗', 3, '🦗…🦗'],
  ])('makes %j of at most %d characters: %j', (text, width, shortened) => {
    expect(shorten(text, width)).toBe(shortened);
  });

  it('keeps both ends within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const shortened = shorten(text, width);
        expect(shortened.length).toBe(Math.min(text.length, width));
        const [head = '', tail = ''] = text.length > width ? shortened.split(/…/) : [text];
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
      }),
    );
  });
});

describe('wrap', () => {
  it('breaks at spaces, and a long word where the line ends', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).toEqual(['']);
  });

  it('loses nothing but spaces, and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é') }),
        fc.integer({ min: 2, max: 20 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
