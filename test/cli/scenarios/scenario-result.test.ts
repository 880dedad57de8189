import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishResult, scenarioResult } from '../../../src/cli/scenarios/scenario-result.js';
import { makeOptions } from '../../../src/core/options/options.js';
import type { RunResult } from '../../../src/core/results/run-result.js';
import type { Run } from '../../../src/run/run.js';
import { Log } from '../../../src/util/log/log.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const judgement = { passed: false, exitCode: 1, results: [{ state: 'met' }, { state: 'missed' }] };
const result = { snapshot: workedSampleEnd(), exitCode: 1, reason: null, judgement } as unknown as RunResult;

describe('scenarioResult', () => {
  it('is the line of a summary', () => {
    expect(scenarioResult('smoke', result)).toMatchObject({
      ...{ scenario: 'smoke', exitCode: 1, durationSeconds: expect.closeTo(40.3, 6), requests: 8, failures: 2 },
      ...{ p95: 3432, targets: 2, targetsMet: 1 },
    });
  });
});

describe('publishResult', () => {
  const run = { runner: { peakTargetUserCount: 3 } } as unknown as Run;

  it('writes a file beside the CSV files', () => {
    const csvPrefix = join(temporaryFolder(), 'x');
    const lines: string[] = [];
    const log = new Log('INFO', (line) => lines.push(line));
    expect(publishResult(makeOptions({ output: 'o', csvPrefix }), result, run, log)).toBe(1);
    expect(JSON.parse(readFileSync(`${csvPrefix}_metrics.json`, 'utf8'))).toMatchObject({
      version: 1,
      scenario: null,
      peak_users: 3,
      requests_in_flight: 0,
    });
    expect(lines.join()).toContain(`Results: ${csvPrefix}_metrics.json`);
  });

  it('writes none without --output; a file that cannot be written is logged, with exit code 2', () => {
    const lines: string[] = [];
    const log = new Log('INFO', (line) => lines.push(line));
    const csvPrefix = join(temporaryFolder(), 'x');
    expect(publishResult(makeOptions({ csvPrefix }), result, run, log)).toBe(result.exitCode);
    expect(existsSync(`${csvPrefix}_metrics.json`)).toBe(false);
    const broken = makeOptions({ output: 'o', csvPrefix: '/proc/x' });
    expect(publishResult(broken, result, run, log)).toBe(result.exitCode || 2);
    expect(publishResult(broken, { ...result, exitCode: 0 }, run, log)).toBe(2);
    expect(lines.join()).toContain('/proc/x_metrics.json could not be written: ');
  });
});
