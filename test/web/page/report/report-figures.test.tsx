import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { frozenRun, unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { ReportFigures } from '../../../../src/web/page/report/report-figures.js';
import { emptyFrozenFeed } from '../../../helpers/page/feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('the figures of a report are those of the whole test', () => {
  const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
  for (let second = 0; second < 4; second++) test.step();
  const frozen = test.frozen();
  run.value = frozenRun(frozen);
  expect(wordsOf(<ReportFigures peakUsers={12} />)).toMatch(
    /^Requests \d+ in all Requests\/s [\d.]+ mean of the whole test .* Users 12 at most$/,
  );
});

it('the figures of a report leave out users that are not known', () => {
  run.value = frozenRun(emptyFrozenFeed());
  expect(wordsOf(<ReportFigures peakUsers={null} />)).not.toContain('Users');
});
