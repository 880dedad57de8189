import { expect, it } from 'vitest';
import { percentDecode } from '../../../src/util/text/percent-decode.js';

it.each([
  ['a%20b', 'a b'],
  ['%E2%82%AC', '€'],
  ['100%', '100%'],
  ['%FF', '%FF'],
  ['', ''],
])('decodes %j to %j', (text, decoded) => {
  expect(percentDecode(text)).toBe(decoded);
});
