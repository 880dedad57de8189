import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { RowTrend } from '../../../../src/web/page/tabs/row-trend.js';
import { markupOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('a row has the sparkline of its rates', () => {
  run.value = { ...unknownRun, trends: new Map([['GET /a', [1, 2]]]) };
  expect(markupOf(<RowTrend id="GET /a" />)).toContain('<path');
  expect(markupOf(<RowTrend id="GET /b" />)).not.toContain('<path');
});
