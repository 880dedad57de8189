import { expect, it } from 'vitest';
import { targetLines } from '../../../src/cli/live-view/target-lines.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';

it('shows missed targets first, each verdict in its colour', () => {
  const [blank, head, ...lines] = targetLines(workedJudgement().results, 120);
  expect([blank, head]).toEqual([[], [{ text: 'targets: 3 of 4 missed', style: 'dim' }]]);
  expect(lines.map(([verdict]) => verdict)).toEqual([
    { text: 'FAIL ', style: 'red' },
    { text: 'WARN ', style: 'yellow' },
    { text: 'FAIL ', style: 'red' },
    { text: 'PASS ', style: 'green' },
  ]);
  expect(targetLines([], 80)).toEqual([]);
});
