import { expect, it } from 'vitest';
import { oneLine } from '../../../src/util/text/one-line.js';

it.each([
  ['h_1\n', 'h_1'],
  ['a\r\n\tb  c', 'a b c'],
  ['0123456789abc', '0123456789'],
])('shows %j as %j', (text, line) => {
  expect(oneLine(text, 10)).toBe(line);
});
