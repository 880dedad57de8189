import { expect, it } from 'vitest';
import { cutText, maxTextLength } from '../../../src/util/text/cut-text.js';

it('cuts texts that are too long, and always ends them with the same marker', () => {
  const longest = 'x'.repeat(maxTextLength);
  expect(cutText('')).toBe('');
  expect(cutText(longest)).toBe(longest);
  expect(cutText(`${longest}y`)).toBe(`${longest}… (cut off)`);
  expect(cutText(`${longest}${'z'.repeat(1_000_000)}`)).toBe(`${longest}… (cut off)`);
  expect([cutText('abc', 3), cutText('abcd', 3)]).toEqual(['abc', 'abc… (cut off)']);
});
