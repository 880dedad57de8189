import { describe, expect, it } from 'vitest';
import { axisFromZero, type ChartPlan, chartSummary } from '../../../../src/web/page/charts/chart-plan.js';

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
    expect(plan.axis.range(0)).toEqual([0, 1]);
    expect(plan.axis.range(100)[1]).toBeGreaterThan(100);
  });
});
