import { describe, expect, it } from 'vitest';
import { locustFormat } from '../../../src/report/csv/csv-rows.js';
import { metricJson, metricsCsv, metricsCsvHeader } from '../../../src/report/csv/metrics-rows.js';
import { expectGolden } from '../../helpers/files/golden.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';

describe('_metrics.csv', () => {
  it('is what it was, byte for byte', () => {
    expectGolden('metrics.csv', metricsCsvHeader + metricsCsv(ownMetrics()));
  });

  it('marks names that are formulas to a spreadsheet, with --csv-safe', () => {
    expect(metricsCsv(ownMetrics(), { ...locustFormat, safe: true })).toContain("rate,'=cache hit,3,");
  });
});

describe('metricJson', () => {
  it('has the keys of JSON replies', () => {
    expect(JSON.parse(JSON.stringify(ownMetrics().metrics.map(metricJson)))).toMatchObject([
      { kind: 'rate', name: '=cache hit', count: 3, trues: 2, rate: 2 / 3 },
      { kind: 'trend', count: 3, min: -1.5, max: 300_000, sum: 300_018.5 },
      { kind: 'trend', name: 'quality', avg: 0.5005, percentiles: { '5%': 0.051, '95%': 0.951, '100%': 1 } },
      { kind: 'gauge', name: 'queue', last: 4, min: 4, max: 7.25 },
      { kind: 'counter', name: 'tokens', count: 1, total: 1200, per_second: expect.closeTo(120, 1) },
    ]);
  });
});
