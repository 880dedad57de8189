import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Failures } from '../../../../src/web/page/tabs/failures.js';
import { snapshot } from '../../../helpers/page/feed.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('failures are shown as text, with when they were seen', () => {
  expect(wordsOf(<Failures />)).toContain('No request has failed.');
  const failure = { method: 'GET', name: '/a', error: '<img src=x>', occurrences: 1200, firstSeen: 0, lastSeen: 60 };
  run.value = withSnapshot(unknownRun, snapshot({ failures: [failure] }));
  expect(wordsOf(<Failures />)).toMatch(/1,200 GET \/a <img src=x> (19\d\d-\S+ \d\d:\d\d:00 ?){2}$/);
  expect(markupOf(<Failures />)).not.toContain('<img');
});
