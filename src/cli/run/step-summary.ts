/** Appends a run to the summary that GitHub shows for a step, shortened where GitHub would show nothing at all. */
import { appendFileSync, statSync } from 'node:fs';
import type { RunResult } from '../../core/results/run-result.js';
import { markdownSummary } from '../../report/ci/markdown-summary.js';

/** GitHub drops a file of more than 1 MiB as a whole: with the summaries of other scenarios and commands of the step. */
const maxFileBytes = 1_000_000;

/** Creates the file if it does not exist. `name` is that of the test. @throws {Error} if it cannot be written */
export function appendStepSummary(path: string, result: RunResult, name: string): void {
  const room = maxFileBytes - (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const withRows = (maxRows: number) => markdownSummary(result, { name, maxRows });
  const text = [200, 20].map(withRows).find((one) => Buffer.byteLength(one) <= room) ?? withRows(0);
  appendFileSync(path, text);
}
