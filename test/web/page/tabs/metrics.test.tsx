import { afterEach, expect, it } from 'vitest';
import { metricRow } from '../../../../src/web/feed/feed-rows.js';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Metrics } from '../../../../src/web/page/tabs/metrics.js';
import { Views } from '../../../../src/web/page/views.js';
import { emptyPoints, snapshot } from '../../../helpers/page/feed.js';
import { ownMetrics } from '../../../helpers/statistics/custom-metrics.js';
import { markupOf, wordsOf } from '../markup.js';

const rows = ownMetrics().metrics.map(metricRow);

afterEach(() => {
  run.value = unknownRun;
});

it('metrics have a row each, with the figures that their kind has', () => {
  run.value = withSnapshot(unknownRun, snapshot({ metrics: rows }));
  const words = wordsOf(<Metrics />);
  expect(words).toContain('=cache hit rate 3 67%');
  expect(words).toContain('queue gauge 2 4 5.625 4 7.25');
  expect(words).toContain('tokens counter 1 1,200 1200'.replace('1200', '120.0'));
  expect(words).toContain('quality trend 1,000 0.5005 0.001 1 0.051 0.501 0.951 0.991');
});

it('metrics have a chart each, twelve at most', () => {
  const metrics = Array.from({ length: 14 }, (_, i) => ({ kind: 'gauge', name: `gauge ${i}`, lines: [[i]] }) as const);
  const shown = withSnapshot(
    unknownRun,
    snapshot({ metrics: metrics.map(({ kind, name }) => ({ kind, name, count: 1, value: 1 })) }),
  );
  run.value = { ...shown, points: { ...emptyPoints(), at: [1], metrics } };
  expect(markupOf(<Metrics />).match(/role="group"/g)).toHaveLength(12);
  expect(wordsOf(<Metrics />)).toContain('Charts of 12 of 14 metrics');
});

it('their tab is there where a test has some', () => {
  run.value = withSnapshot(unknownRun, snapshot({}));
  expect(wordsOf(<Views />)).not.toContain('Metrics');
  run.value = withSnapshot(unknownRun, snapshot({ metrics: rows }));
  expect(wordsOf(<Views />)).toContain('Metrics');
});
