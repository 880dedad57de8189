import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { RowFigures, rowFigures } from '../../../../src/web/page/row/row-figures.js';
import { entryRow, fractions, snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('shows all figures of the row', () => {
  const row = entryRow({
    numRequests: 2000,
    numFailures: 20,
    avgResponseTime: 12.345,
    percentiles: fractions.map((_, i) => i),
  });
  expect(wordsOf(<RowFigures row={row} fractions={fractions} />)).toMatch(
    /^Requests 2,000 Failures 20 \(1%\) RPS now 0/,
  );
  expect(rowFigures(row, fractions).map(([label]) => label)).toEqual(
    expect.arrayContaining(['p90', 'p95', 'p99', 'p99.9', 'Max', 'Average size']),
  );
});

it('has the rate of the whole test as of now, also of an idle row', () => {
  run.value = { ...unknownRun, snapshot: snapshot({ total: entryRow({ numRequests: 100, totalRps: 40 }) }) };
  const figures = rowFigures(entryRow({ numRequests: 10, totalRps: 99 }), fractions);
  expect(figures).toContainEqual(['RPS overall', '4.0']);
});
