import { describe, expect, it } from 'vitest';
import { classText, heatPlan } from '../../../../src/web/page/charts/heat-plan.js';
import { emptyPoints } from '../../../helpers/page/feed.js';
import { latencyBounds } from '../../../helpers/page/simulated-test.js';

const planOf = (latency: number[][]) =>
  heatPlan({ ...emptyPoints(), at: latency.map((_, i) => i), seconds: latency.map(() => 1), latencyBounds, latency });

describe('the heat map', () => {
  it('has an axis of the classes with responses, and some more if they are few', () => {
    expect(
      planOf([
        [10, 5],
        [30, 1],
      ]).axis.range(0, 0),
    ).toEqual([10, 31]);
    expect(planOf([[20, 5]]).axis.range(0, 0)).toEqual([16, 24]);
    expect(planOf([]).axis.range(0, 0)).toEqual([0, 9]);
  });

  it('labels round latencies', () => {
    const { splits = [], text } = planOf([
      [1, 5],
      [45, 1],
    ]).axis;
    expect(splits.map(text)).toEqual(['1 ms', '10 ms', '100 ms', '1 s', '10 s']);
  });

  it('labels latencies at even distances if there are no powers of ten', () => {
    const halves = Array.from({ length: 20 }, (_, i) => 2 ** (i / 2));
    const { splits = [] } = heatPlan({
      ...emptyPoints(),
      at: [1],
      seconds: [1],
      latencyBounds: halves,
      latency: [[2, 1, 18, 1]],
    }).axis;
    expect(splits).toEqual([2, 5, 8, 11, 14, 17]);
  });

  it('counts the responses of each point', () => {
    expect(planOf([[10, 5, 11, 2], []]).series[0]?.values).toEqual([7, 0]);
  });

  it('names classes by their bounds', () => {
    expect([0, 1, 3].map((index) => classText([1, 2, 1500], index))).toEqual([
      'up to 1 ms',
      '1 ms to 2 ms',
      'over 1.5 s',
    ]);
  });
});
