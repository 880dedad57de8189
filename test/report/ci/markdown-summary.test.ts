import { expect, it } from 'vitest';
import { markdownSummary } from '../../../src/report/ci/markdown-summary.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

it('is in the form of the golden file', async () => {
  const text = markdownSummary(workedSampleEnd(), workedJudgement(), 'shop.ts');
  await expect(text).toMatchFileSnapshot('../../golden/step-summary.md');
});

it('has no verdict and no table of targets without targets', () => {
  const text = markdownSummary(workedSampleEnd(), workedJudgement([]), 'a|b<c>.ts');
  expect(text).toMatch(/^### Load test a\\\|b&lt;c>\.ts\n\n\| {2}\| requests/);
  expect(text).not.toContain('target');
});
