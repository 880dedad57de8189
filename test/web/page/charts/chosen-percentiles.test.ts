import { describe, expect, it } from 'vitest';
import {
  choosePercentiles,
  chosenPercentiles,
  storedFractions,
} from '../../../../src/web/page/charts/chosen-percentiles.js';

describe('the percentiles of charts', () => {
  it('are those of before, none included', () => {
    expect(storedFractions('0.5 0.999')).toEqual([0.5, 0.999]);
    expect(storedFractions('')).toEqual([]);
  });

  it('are the usual ones where nothing was kept, or what is none', () => {
    expect([null, '0.5 x', '7'].map(storedFractions)).toEqual([null, null, null]);
    expect(chosenPercentiles.value).toEqual([0.5, 0.95]);
  });

  it('change even where nothing can be kept', () => {
    choosePercentiles([0.9]);
    expect(chosenPercentiles.value).toEqual([0.9]);
    choosePercentiles([0.5, 0.95]);
  });
});
