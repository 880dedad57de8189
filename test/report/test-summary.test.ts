import { expect, it } from 'vitest';
import { takeSnapshot } from '../../src/core/snapshot.js';
import { ConsoleReporter } from '../../src/report/console.js';
import { targetValidation, testSummary } from '../../src/report/test-summary.js';
import { workedJudgement } from '../helpers/statistics/judgement.js';
import { workedSampleEnd } from '../helpers/statistics/worked-sample.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

it('is in the form of the golden file', async () => {
  const lines = [...testSummary(workedSampleEnd()), '', ...targetValidation(workedJudgement()), ''];
  await expect(lines.join('\n')).toMatchFileSnapshot('../golden/test-summary.txt');
});

it('of a run without requests has zeros', () => {
  expect(testSummary(takeSnapshot(makeEnvironment().environment))).toContain('Success Rate:     0.00%');
});

it('is printed after the tables, and only with targets', () => {
  const lines: string[] = [];
  const reporter = new ConsoleReporter({ write: (line) => lines.push(line), columns: () => null, periodic: false });
  const snapshot = workedSampleEnd();
  reporter.printFinal(snapshot);
  const tables = [...lines];
  reporter.printFinal(snapshot, workedJudgement([]));
  expect(lines.splice(0)).toEqual([...tables, ...tables]);
  reporter.printFinal(snapshot, workedJudgement());
  expect(lines).toEqual([...tables, ...testSummary(snapshot), '', ...targetValidation(workedJudgement()), '']);
});
