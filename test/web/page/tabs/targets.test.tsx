import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Targets } from '../../../../src/web/page/tabs/targets.js';
import { Views } from '../../../../src/web/page/views.js';
import { snapshot } from '../../../helpers/page/feed.js';
import { workedJudgement } from '../../../helpers/statistics/judgement.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('targets have their state, and what was measured', () => {
  expect(wordsOf(<Targets />)).toContain('The run has no targets.');
  run.value = withSnapshot(unknownRun, snapshot({ targets: workedJudgement().results }));
  const words = wordsOf(<Targets />);
  expect(words).toContain('PASS GET /a p95 < 500ms GET /a P95 Response Time: 155ms < 500ms target');
  expect(words).toContain('FAIL error rate <= 0.5% Error Rate: 25% > 0.5% target');
});

it('their tab is there where a run has some, with the number of those that are missed', () => {
  run.value = withSnapshot(unknownRun, snapshot({}));
  expect(wordsOf(<Views />)).not.toContain('Targets');
  run.value = withSnapshot(unknownRun, snapshot({ targets: workedJudgement().results }));
  expect(wordsOf(<Views />)).toMatch(/Targets 3/);
});
