import { describe, expect, it } from 'vitest';
import { axisAround, axisFromZero, type ChartPlan, chartSummary } from '../../../../src/web/page/charts/chart-plan.js';

const plan: ChartPlan = {
  title: 'Users',
  unit: '',
  at: [1, 2, 3],
  series: [
    { key: 'a', label: 'Running', color: '--x', values: [1, 9, 4] },
    { key: 'b', label: 'Target', color: '--x', values: [null, null, null] },
  ],
  axis: axisFromZero(String),
  text: String,
};

describe('a plan of a chart', () => {
  it('has a text description', () => {
    expect(chartSummary(plan)).toBe('Users. Running: latest 4, highest 9; Target: nothing yet.');
  });

  it('starts at 0 and has space above, also without data', () => {
    expect(plan.axis.range(0, 0)).toEqual([0, 1]);
    expect(plan.axis.range(100, 0)[1]).toBeGreaterThan(100);
  });

  it.each([
    [0, 0, 0, 1],
    [100, 10, 0, 110],
    [-1, -10, -11, 0],
    [10, 10, 9, 11],
    [100, 90, 88.5, 101.5],
    [10, -10, -13, 13],
  ])('ends its axis around %d and %d at %d and %d', (most, least, from, to) => {
    const [low, high] = axisAround(String).range(most, least);
    expect(low).toBeCloseTo(from, 6);
    expect(high).toBeCloseTo(to, 6);
  });
});
