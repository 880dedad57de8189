import { describe, expect, it } from 'vitest';
import { percentileLabel } from '../../src/report/percentile-label.js';
import { percentilesToReport } from '../../src/stats/view.js';

describe('percentileLabel', () => {
  it('names the reported percentiles as Locust’s columns are named', () => {
    expect(percentilesToReport.map(percentileLabel).join(' ')).toBe(
      '50% 66% 75% 80% 90% 95% 98% 99% 99.9% 99.99% 100%',
    );
  });

  it.each([
    [0.57, '57.0%'],
    [0.29, '29.0%'],
    [0.123456789, '12.345679%'],
    [0.5, '50%'],
    [1, '100%'],
    [0, '0%'],
  ])('shows %d with the noise that Python shows: %s', (fraction, label) => {
    expect(percentileLabel(fraction)).toBe(label);
  });
});
