import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withHistory, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { TopBar } from '../../../../src/web/page/header/top-bar.js';
import { emptyHistory, snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('the bar shows the state and the elapsed time of the test', () => {
  const begun = withHistory(unknownRun, { ...emptyHistory(), startTime: 1000 });
  run.value = withSnapshot(begun, snapshot({ state: 'running', at: 1075, endsAt: 1120 }));
  expect(wordsOf(<TopBar onEdit={() => {}} onNew={() => {}} />)).toBe('tsloc Running 1:15 · 0:45 left Reset Edit Stop');
});
