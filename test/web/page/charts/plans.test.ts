import { describe, expect, it } from 'vitest';
import { percentilePlan, percentileShade, ratePlan, userPlan } from '../../../../src/web/page/charts/plans.js';
import { fractions } from '../../../helpers/page/feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';

const test = new SimulatedTest({ names: 2, users: 10, spawnRate: 5, startTime: 1000 });
for (let second = 0; second < 3; second++) test.step();

describe('charts of lines', () => {
  it('show the columns of the points', () => {
    expect(ratePlan(test.points).series.map(({ values }) => values)).toEqual([test.points.rps, test.points.failPerSec]);
    expect(userPlan(test.points).series.map(({ values }) => values)).toEqual([
      [10, 10, 10],
      [5, 10, 10],
    ]);
  });

  it('show the chosen percentiles, if they are measured', () => {
    const { series } = percentilePlan(test.points, [0.99, 0.5, 0.123]);
    expect(series.map(({ label }) => label)).toEqual(['p50', 'p99']);
    expect(series[1]?.values).toBe(test.points.percentiles[fractions.indexOf(0.99)]);
  });

  it('give rarer percentiles hotter colours', () => {
    const shades = fractions.map(percentileShade);
    expect(shades).toEqual(shades.toSorted((a, b) => a - b));
    expect([shades.at(0), shades.at(-1)]).toEqual([0, 5]);
  });
});
