import { describe, expect, it } from 'vitest';
import { metricsTable, shortNumber } from '../../../src/report/tables/metrics-table.js';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { expectGolden } from '../../helpers/files/golden.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';

describe('the table of custom metrics', () => {
  it.each([null, 60, 120])('is what it was, byte for byte, in %s columns', (columns) => {
    expectGolden(`metrics_${columns ?? 'no'}_columns.txt`, `${metricsTable(ownMetrics(), columns).join('\n')}\n`);
  });

  it('fits a terminal', () => {
    const widths = (columns: number) => Math.max(...metricsTable(ownMetrics(), columns).map(({ length }) => length));
    expect(widths(200)).toBeLessThanOrEqual(200);
    expect(widths(120)).toBeLessThanOrEqual(120);
  });

  it('has no lines without custom metrics', () => {
    expect(metricsTable(viewStats(new Stats()), null)).toEqual([]);
  });
});

describe('shortNumber', () => {
  it.each([
    [0.93, '0.93'],
    [0.123456, '0.123'],
    [12, '12'],
    [123_456, '123456'],
    [1234.56, '1235'],
    [-0.00012345, '-0.000123'],
    [2 / 3, '0.667'],
    [1e21, '1e+21'],
  ])('shows %d as %s', (value, text) => expect(shortNumber(value)).toBe(text));
});
