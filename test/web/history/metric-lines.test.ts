import { expect, it } from 'vitest';
import { trendPercentiles } from '../../../src/stats/metrics/metric-view.js';
import { metricFractions, metricLines } from '../../../src/web/history/metric-lines.js';

it('has the percentiles that views of trends have', () => expect(metricFractions).toEqual([...trendPercentiles]));

it('keeps a trend’s lines an envelope when points are merged', () => {
  expect(metricLines.trend.map(({ label, merge }) => `${label} ${merge}`)).toEqual([
    'p5 lowest',
    'median mean',
    'p95 highest',
  ]);
});
