import { expect, it } from 'vitest';
import { metricColumns } from '../../../../src/web/page/tabs/metric-columns.js';

const column = (key: string) => {
  const found = metricColumns.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
};

it('leaves cells empty that a kind does not have, and sorts them last', () => {
  const row = { kind: 'rate', name: 'hit', count: 4, value: 0.25 } as const;
  expect(column('value').show?.(row)).toBe('25%');
  expect(column('min').show?.(row)).toBe('');
  expect(column('min').value(row)).toBe(Number.NEGATIVE_INFINITY);
});

it('shows the percentiles that matter of quality and of durations', () => {
  const shown = metricColumns.filter(({ key, isOptional }) => key.startsWith('p0') && isOptional !== true);
  expect(shown.map(({ title }) => title)).toEqual(['p5', 'p50', 'p95', 'p99']);
});
