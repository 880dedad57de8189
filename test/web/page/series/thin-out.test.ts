import { expect, it } from 'vitest';
import { thinOut } from '../../../../src/web/page/series/thin-out.js';

it('a long list keeps its peaks, a short one is unchanged', () => {
  expect(thinOut([1, 2, 3], 3)).toEqual([1, 2, 3]);
  const values = Array.from({ length: 1000 }, (_, i) => (i === 777 ? 50 : 1));
  const few = thinOut(values, 120);
  expect([few.length, Math.max(...few)]).toEqual([120, 50]);
});
