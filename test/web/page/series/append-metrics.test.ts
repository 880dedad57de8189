import { expect, it } from 'vitest';
import { appendMetrics, metricKey } from '../../../../src/web/page/series/append-metrics.js';

const tokens = { kind: 'counter', name: 'tokens' } as const;
const quality = { kind: 'trend', name: 'quality' } as const;

it('appends the values of known metrics, gaps for those without, and new metrics after a gap', () => {
  const first = appendMetrics([], [{ ...tokens, values: [5] }], 2);
  expect(first).toEqual([{ ...tokens, lines: [[null, null, 5]] }]);
  const second = appendMetrics(first, [{ ...quality, values: [1, 2, 3] }], 3);
  expect(second).toEqual([
    { ...tokens, lines: [[null, null, 5, null]] },
    {
      ...quality,
      lines: [
        [null, null, null, 1],
        [null, null, null, 2],
        [null, null, null, 3],
      ],
    },
  ]);
});

it('tells metrics of one name and different kinds apart', () => {
  expect(metricKey(tokens)).not.toBe(metricKey({ kind: 'gauge', name: 'tokens' }));
});
