import { afterEach, expect, it } from 'vitest';
import { connection } from '../../../../src/web/page/feed/run-state.js';
import { TargetFigure, targetSummary } from '../../../../src/web/page/header/target-figure.js';
import { workedJudgement } from '../../../helpers/statistics/judgement.js';
import { markupOf, wordsOf } from '../markup.js';

const { results } = workedJudgement();

afterEach(() => {
  connection.value = 'connecting';
});

it('says how many targets are met, and what became of the others', () => {
  expect(targetSummary(results)).toEqual({ met: 1, note: '2 failed, 1 warned', isBad: true });
  expect(targetSummary(results.filter(({ state }) => state === 'met'))).toMatchObject({
    note: 'all met',
    isBad: false,
  });
  expect(wordsOf(<TargetFigure targets={results} />)).toBe('Targets met 1 of 4 2 failed, 1 warned');
  expect(wordsOf(<TargetFigure targets={[]} />)).toBe('');
});

it('leads to the targets, except in a report, which has no tabs', () => {
  expect(markupOf(<TargetFigure targets={results} />)).toContain('<button');
  connection.value = 'frozen';
  expect(markupOf(<TargetFigure targets={results} />)).not.toContain('<button');
});
