import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appendStepSummary } from '../../../src/cli/run/step-summary.js';
import type { RunResult } from '../../../src/core/results/run-result.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { workedResult } from '../../helpers/statistics/judgement.js';

/** Appends it to a file of this size; returns what the file has in addition. */
function appendedTo(bytes: number, result: RunResult): string {
  const path = join(temporaryFolder(), 'summary.md');
  if (bytes > 0) writeFileSync(path, 'x'.repeat(bytes));
  appendStepSummary(path, result, 'shop.ts');
  expect(statSync(path).size).toBeLessThan(1024 * 1024);
  return readFileSync(path, 'utf8').slice(bytes);
}

/** The result of a run with 300 failures whose texts are long. */
function resultWithFailures(): RunResult {
  const result = workedResult();
  const { stats } = result.snapshot;
  const failure = { ...stats.failures[0], error: 'é'.repeat(9_000) } as (typeof stats.failures)[number];
  return { ...result, snapshot: { ...result.snapshot, stats: { ...stats, failures: new Array(300).fill(failure) } } };
}

it('creates the file, and is appended to what other commands have written', () => {
  expect(appendedTo(0, workedResult())).toMatch(/^### Load test shop\.ts: failed/);
  expect(appendedTo(10, workedResult())).toMatch(/^### Load test shop\.ts: failed/);
});

it.each([
  [0, 100],
  [950_000, 280],
  [999_000, 300],
])('has fewer rows in a file of %i bytes, whose limit it keeps', (bytes, left) => {
  const text = appendedTo(bytes, resultWithFailures());
  expect(text).toMatch(/^### Load test shop\.ts: failed \(exit code 1\)\n\n2 of 4 targets are missed\./);
  expect(text).toContain(`\nFailures left out: ${left} of 300.\n`);
  expect(text).toContain('| Aggregated | 8 |');
});
