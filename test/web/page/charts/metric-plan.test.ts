import { expect, it } from 'vitest';
import { chartSummary } from '../../../../src/web/page/charts/chart-plan.js';
import { metricPlan } from '../../../../src/web/page/charts/metric-plan.js';

const at = [1, 2];

it('shows a trend as an envelope around its median', () => {
  const plan = metricPlan(
    {
      kind: 'trend',
      name: 'quality',
      lines: [
        [0.5, 0.6],
        [0.8, 0.9],
        [0.9, 0.95],
      ],
    },
    at,
  );
  expect(plan.series.map(({ label, values }) => [label, values.at(-1)])).toEqual([
    ['p5', 0.6],
    ['median', 0.9],
    ['p95', 0.95],
  ]);
  expect(chartSummary(plan)).toContain('median: latest 0.9, highest 0.9');
});

it.each([
  ['counter', 1234.5, '1,235/s'],
  ['gauge', -2.25, '-2.25'],
  ['rate', 0.375, '38%'],
] as const)('writes values of a %s', (kind, value, text) => {
  const plan = metricPlan({ kind, name: 'x', lines: [[value, value]] }, at);
  expect([plan.title, plan.series.length, plan.text(value)]).toEqual(['x', 1, text]);
});

it('shows rates from 0 to 100 %, and gauges that hardly change closely', () => {
  expect(metricPlan({ kind: 'rate', name: 'x', lines: [[0.5]] }, [1]).axis.range(0.5, 0.5)).toEqual([0, 1.05]);
  const [low, high] = metricPlan({ kind: 'gauge', name: 'x', lines: [[90, 100]] }, at).axis.range(100, 90);
  expect([low > 80, high < 110]).toEqual([true, true]);
});
