import { describe, expect, it } from 'vitest';
import { axisFromZero, type ChartPlan } from '../../../../src/web/page/charts/chart-plan.js';
import { axisTime, plotData } from '../../../../src/web/page/charts/plot-options.js';

const plan: ChartPlan = {
  title: 'T',
  unit: '',
  at: [1, 2],
  series: [
    { key: 'a', label: 'A', color: '--x', values: [1, null] },
    { key: 'b', label: 'B', color: '--x', values: [10, 20] },
    { key: 'c', label: 'C', color: '--x', values: [100, 200] },
  ],
  axis: axisFromZero(String),
  text: String,
};
const none = new Set<string>();

describe('the plot options of a plan', () => {
  it('have its lines, with hidden ones empty', () => {
    expect(plotData(plan, new Set(['b']))).toEqual([
      [1, 2],
      [1, null],
      [null, null],
      [100, 200],
    ]);
  });

  it('have stacked layers, the topmost first, without hidden ones', () => {
    expect(plotData({ ...plan, isStacked: true }, none)).toEqual([
      [1, 2],
      [111, 220],
      [11, 20],
      [1, 0],
    ]);
    expect(plotData({ ...plan, isStacked: true }, new Set(['b']))).toEqual([
      [1, 2],
      [101, 200],
      [null, null],
      [1, 0],
    ]);
  });

  it('have no lines for a heat map', () => {
    const heat = { counts: [], seconds: [], classText: String };
    expect(plotData({ ...plan, series: plan.series.slice(0, 1), heat }, none)).toEqual([
      [1, 2],
      [null, null],
    ]);
  });

  it('show seconds on a short axis', () => {
    const at = new Date(2026, 1, 1, 9, 30, 5).getTime() / 1000;
    expect([axisTime(at, 60), axisTime(at, 10)]).toEqual(['09:30', '09:30:05']);
  });
});
