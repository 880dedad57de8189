import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { RowFailures } from '../../../../src/web/page/row/row-failures.js';
import { snapshot } from '../../../helpers/page/feed.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('shows only the failures of the row', () => {
  const failure = { method: 'GET', name: '/a', error: 'mine', occurrences: 2, firstSeen: 0, lastSeen: 0 };
  run.value = withSnapshot(unknownRun, snapshot({ failures: [failure, { ...failure, name: '/b', error: 'other' }] }));
  expect(wordsOf(<RowFailures id="GET /a" />)).toMatch(/2 mine/);
  expect(wordsOf(<RowFailures id="GET /a" />)).not.toContain('other');
  expect(markupOf(<RowFailures id="GET /c" />)).toBe('');
});
