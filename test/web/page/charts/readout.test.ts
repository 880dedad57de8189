import { describe, expect, it } from 'vitest';
import { heatPlan } from '../../../../src/web/page/charts/heat-plan.js';
import { ratePlan } from '../../../../src/web/page/charts/plans.js';
import { heatText, readoutText, valueText } from '../../../../src/web/page/charts/readout.js';
import { emptyPoints } from '../../../helpers/page/feed.js';

const at = [new Date(2026, 1, 1, 9, 30, 5).getTime() / 1000, new Date(2026, 1, 1, 9, 30, 6).getTime() / 1000];
const points = {
  ...emptyPoints(),
  at,
  seconds: [1, 1],
  rps: [5, 8],
  failPerSec: [0, 1],
  latencyBounds: [1, 2, 4],
  latency: [[1, 3], []],
};
const plan = ratePlan(points);

describe('the readout of a chart', () => {
  it('is the value at the cursor, or the latest', () => {
    expect(valueText(plan, 'rps', { index: 0, heatClass: null })).toBe('5.0/s');
    expect(valueText(plan, 'rps', null)).toBe('8.0/s');
    expect(valueText(plan, 'unknown', null)).toBe('–');
  });

  it('has a text description', () => {
    expect(readoutText(plan, { index: 1, heatClass: null })).toBe('09:30:06: Requests 8.0/s, Failures 1.0/s');
    expect(readoutText(plan, null)).toBe('');
  });

  it('is the class at the cursor of a heat map', () => {
    const heat = heatPlan(points);
    expect(heatText(heat, { index: 0, heatClass: 1 })).toBe('1 ms to 2 ms: 3');
    expect(heatText(heat, { index: 1, heatClass: 1 })).toBe('1 ms to 2 ms: 0');
    expect(heatText(heat, { index: 1, heatClass: null })).toBe('');
    expect(heatText(plan, { index: 0, heatClass: null })).toBe('');
  });
});
