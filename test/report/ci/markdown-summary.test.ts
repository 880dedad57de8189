import { expect, it } from 'vitest';
import { markdownSummary } from '../../../src/report/ci/markdown-summary.js';
import { workedResult } from '../../helpers/statistics/judgement.js';

it('is in the form of the golden file', async () => {
  await expect(markdownSummary(workedResult(), 'shop.ts')).toMatchFileSnapshot('../../golden/step-summary.md');
});

it('has no table of targets without targets', () => {
  const text = markdownSummary(workedResult([]), 'a|b<c>.ts');
  expect(text).toMatch(/^### Load test a\\\|b&lt;c>\.ts: passed\n\n\| {2}\| requests/);
  expect(text).not.toContain('target');
});

it('begins with the verdict of the run, which may fail although all targets are met', () => {
  const reason = 'All thresholds are met, but requests failed.';
  const text = markdownSummary({ ...workedResult(['target: p95 < 1ms']), exitCode: 1, reason }, 'shop.ts');
  expect(text).toMatch(/^### Load test shop\.ts: failed \(exit code 1\)\n\nAll thresholds are met, but requests failed\.\n\n\| {2}\|/);
});
