import { expect, it } from 'vitest';
import { compareText } from '../../../src/util/text/compare-text.js';

it('orders texts by their code units', () => {
  expect(['b', 'B', 'a', '10', '9', 'ä', 'a'].sort(compareText)).toEqual(['10', '9', 'B', 'a', 'a', 'b', 'ä']);
  expect(compareText('a', 'a')).toBe(0);
});
