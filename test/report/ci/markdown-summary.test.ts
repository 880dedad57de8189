import { expect, it } from 'vitest';
import type { RunResult } from '../../../src/core/results/run-result.js';
import { markdownSummary } from '../../../src/report/ci/markdown-summary.js';
import type { StatsView } from '../../../src/stats/view.js';
import { workedResult } from '../../helpers/statistics/judgement.js';

const facts = { name: 'shop.ts', maxRows: 200 };

it('is in the form of the golden file', async () => {
  await expect(markdownSummary(workedResult(), facts)).toMatchFileSnapshot('../../golden/step-summary.md');
});

it('has no table of targets without targets', () => {
  const text = markdownSummary(workedResult([]), { ...facts, name: 'a|b<c>.ts' });
  expect(text).toMatch(/^### Load test a\\\|b&lt;c>\.ts: passed\n\n\| {2}\| requests/);
  expect(text).not.toContain('target');
});

it('begins with the verdict of the run, which may fail although all targets are met', () => {
  const reason = 'All thresholds are met, but requests failed.';
  const text = markdownSummary({ ...workedResult(['target: p95 < 1ms']), exitCode: 1, reason }, facts);
  expect(text).toMatch(/^### Load test shop\.ts: failed \(exit code 1\)\n\nAll thresholds are met, [^\n]*\n\n\| {2}\|/);
});

it('says how many rows of each table it leaves out, and keeps the total and what occurred most', () => {
  const text = markdownSummary(
    withStats(workedResult(), ({ failures: [first, second], exceptions }) => ({
      failures: [first, { ...second, occurrences: 5 }] as StatsView['failures'],
      exceptions: [...exceptions, ...exceptions],
    })),
    { ...facts, maxRows: 1 },
  );
  for (const line of ['Targets left out: 3 of 4.', 'Rows left out: 2 of 3.', 'Failures left out: 1 of 2.'])
    expect(text).toContain(`|\n\n${line}\n`);
  expect(text).toMatch(/\|\n\nExceptions left out: 1 of 2\.\n$/);
  expect(text).toMatch(/\n\| GET \/a \|.*\n\| Aggregated \|/);
  expect(text).toContain('\n| 5 | GET /a: ConnectionRefusedError');
  const without = markdownSummary(workedResult(), { ...facts, maxRows: 0 });
  expect(without).toContain('\n\nFailures left out: 2 of 2.\n\nExceptions left out: 1 of 1.\n');
});

it('cuts long names and texts off', () => {
  const text = markdownSummary(
    withStats(workedResult(), ({ failures: [failure] }) => ({
      failures: [{ ...failure, error: 'x'.repeat(9_000) }] as StatsView['failures'],
    })),
    facts,
  );
  expect(text).toMatch(/\| 1 \| POST \/b, "new": x{284}… \(cut off\) \|\n/);
});

function withStats(result: RunResult, change: (stats: StatsView) => Partial<StatsView>): RunResult {
  const { snapshot } = result;
  return { ...result, snapshot: { ...snapshot, stats: { ...snapshot.stats, ...change(snapshot.stats) } } };
}
