import { describe, expect, it } from 'vitest';
import {
  choosePercentiles,
  chosenPercentiles,
  storedFractions,
} from '../../../../src/web/page/charts/chosen-percentiles.js';

describe('the percentiles of charts', () => {
  it('are the stored ones, also none', () => {
    expect(storedFractions('0.5 0.999')).toEqual([0.5, 0.999]);
    expect(storedFractions('')).toEqual([]);
  });

  it('are the defaults if nothing valid was stored', () => {
    expect([null, '0.5 x', '7'].map(storedFractions)).toEqual([null, null, null]);
    expect(chosenPercentiles.value).toEqual([0.5, 0.95]);
  });

  it('change even if nothing can be stored', () => {
    choosePercentiles([0.9]);
    expect(chosenPercentiles.value).toEqual([0.9]);
    choosePercentiles([0.5, 0.95]);
  });
});
