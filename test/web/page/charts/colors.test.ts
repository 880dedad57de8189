import { describe, expect, it } from 'vitest';
import { mixColors, withOpacity } from '../../../../src/web/page/charts/colors.js';

describe('colours', () => {
  it('are interpolated between stops', () => {
    const stops = ['#000000', '#808080', '#ff0000'];
    expect([-1, 0, 0.25, 0.5, 1, 2].map((share) => mixColors(stops, share))).toEqual([
      '#000000',
      '#000000',
      '#404040',
      '#808080',
      '#ff0000',
      '#ff0000',
    ]);
  });

  it('can be made transparent', () => {
    expect(withOpacity('#0b8a70', 0.2)).toBe('rgba(11, 138, 112, 0.2)');
  });
});
