import { expect, it } from 'vitest';
import { heatShare } from '../../../../src/web/page/charts/draw-heat.js';

it('the colours of a heat map are logarithmic, from the lowest to the highest count', () => {
  for (const power of [0, 1, 2, 3, 4]) expect(heatShare(10 ** power, 1, 10_000)).toBeCloseTo(power / 4);
  expect(heatShare(5, 5, 5)).toBe(1);
});
