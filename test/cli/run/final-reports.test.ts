import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFinalReports, type FinalReportFacts } from '../../../src/cli/run/final-reports.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { workedResult } from '../../helpers/statistics/judgement.js';

function reportWith(given: Partial<FinalReportFacts>) {
  const [lines, errors]: [string[], string[]] = [[], []];
  const reports = createFinalReports({
    options: { junit: null, targetsFile: null },
    env: {},
    file: 'shop.ts',
    scenario: null,
    failuresFail: true,
    exceptionsFail: true,
    write: (line) => lines.push(line),
    onError: (message) => errors.push(message),
    ...given,
  });
  const result = workedResult();
  reports.writeFiles(result.snapshot, result.judgement);
  reports.reportToGithub(result);
  return { lines, errors };
}

describe('the reports at the end', () => {
  it('are files, in new folders where necessary', () => {
    const folder = temporaryFolder();
    const options = { junit: join(folder, 'a/junit.xml'), targetsFile: join(folder, 'b/targets.json') };
    expect(reportWith({ options })).toEqual({ lines: [], errors: [] });
    expect(readFileSync(options.junit, 'utf8')).toMatch(/^<\?xml .*\n<testsuites name="tsloc" tests="8"/);
    expect(JSON.parse(readFileSync(options.targetsFile, 'utf8')).targets).toHaveLength(4);
  });

  it('are annotations and a step summary on GitHub, where other steps have written, too', () => {
    const summary = join(temporaryFolder(), 'summary.md');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    for (let i = 0; i < 2; i++) expect(reportWith({ env }).lines).toHaveLength(6);
    expect(readFileSync(summary, 'utf8').split('### Load test shop.ts: failed (exit code 1)\n')).toHaveLength(3);
  });

  it('of a scenario have its name', () => {
    const folder = temporaryFolder();
    const options = { junit: join(folder, 'junit.xml'), targetsFile: null };
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const { lines } = reportWith({ options, env, scenario: 'smoke' });
    expect(lines[0]).toMatch(/^::error title=Target missed in smoke::/);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^### Load test shop\.ts smoke: failed/);
    const xml = readFileSync(options.junit, 'utf8');
    expect(xml).toContain('<testsuite name="shop.ts smoke" ');
    expect(xml).toContain('<testcase classname="smoke.requests" name="GET /a" ');
  });

  it('that cannot be written end the command before the run, or are logged after it', () => {
    const options = { junit: '/dev/null/junit.xml', targetsFile: null };
    expect(() => reportWith({ options })).toThrow(expect.objectContaining({ code: 'REPORT_NOT_WRITABLE' }));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/dev/null/summary' };
    expect(reportWith({ env }).errors).toEqual([
      expect.stringMatching(/^The step summary could not be written: ENOTDIR/),
    ]);
    expect(reportWith({ options: { junit: '/dev/full', targetsFile: null } }).errors).toHaveLength(1);
  });
});
