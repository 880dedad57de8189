import { expect, it } from 'vitest';
import { RowFigures, rowFigures } from '../../../../src/web/page/row/row-figures.js';
import { entryRow, fractions } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

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
