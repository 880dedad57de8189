import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLeft, alignRight, dashes, widthOf, wrap } from '../../../src/report/tables/table-text.js';

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
    expect([widthOf(['a', 'abc'], 2), widthOf([], 2), widthOf(['日本語'])]).toEqual([3, 2, 6]);
  });
});

it('measures more texts than a function can have arguments', () => {
  expect(widthOf([...Array(200_000).fill('a'), 'abc'])).toBe(3);
});

describe('wrap', () => {
  it('breaks at spaces, and a long word where the line ends', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).toEqual(['']);
    expect(wrap('日本語 テスト', 7)).toEqual(['日本語', 'テスト']);
    expect(wrap('日本語', 1)).toEqual(['日', '本', '語']);
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
