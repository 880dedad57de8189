import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withHistory, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { PercentileTable } from '../../../../src/web/page/report/percentile-table.js';
import { emptyHistory, entryRow, snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('each row has all of its percentiles', () => {
  const begun = withHistory(unknownRun, { ...emptyHistory(), fractions: [0.5, 1] });
  run.value = withSnapshot(begun, snapshot({ entries: [entryRow({ name: '/a', percentiles: [12, 3456] })] }));
  expect(wordsOf(<PercentileTable />)).toMatch(/Name Method p50 ms max ms \/a GET 12 3,456 Aggregated/);
});
