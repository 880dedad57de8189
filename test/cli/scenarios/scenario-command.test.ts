import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/cli/options/command.js';
import { planScenarios } from '../../../src/cli/scenarios/scenario-command.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { folderWith, tsloc } from '../../helpers/processes/cli.js';

class Walker extends User {
  @task walk() {}
}

function plan(...argv: string[]) {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'tsloc.scenarios.yaml'),
    'endless: { users: 3 }\nsmoke: { users: 2, run_time: 1s }\nwrong: { run_time: 1s, user_classes: [Wolker] }\n',
  );
  const description = { name: 'tsloc', description: '', version: '1', extra: [], epilogue: '' };
  const request = readCommand(description, argv, { env: {} });
  if (request.kind !== 'run') throw new Error(request.text);
  const userClasses = new Map([['Walker', Walker]]);
  const loaded = { files: [], userClasses, allClasses: [Walker], shapes: [], targets: [] };
  return planScenarios(request, loaded, folder);
}

describe('planScenarios', () => {
  it('is the run itself without a scenario', async () => {
    expect(await plan('-u', '7')).toMatchObject({
      kind: 'one',
      request: { options: { numUsers: 7, headless: false } },
    });
  });

  it('is one run for one scenario, and names for several', async () => {
    expect(await plan('--scenario', 'smoke')).toMatchObject({
      kind: 'one',
      request: { options: { numUsers: 2, runTime: 1 } },
    });
    expect(await plan('--scenario', 'smoke,load')).toEqual({ kind: 'several', names: ['smoke', 'load'] });
  });

  it('refuses a sequence with a scenario that never ends', async () => {
    await expect(plan('--scenario', 'endless,smoke')).rejects.toThrow(
      'argument --scenario: expected scenarios with a run time, got endless, which never ends; add --run-time',
    );
    expect(await plan('--scenario', 'endless,smoke', '-t', '5s')).toMatchObject({ kind: 'several' });
    await expect(plan('--scenario', 'endless,smoke', '-t', '0')).rejects.toThrow('which never ends');
  });
});

describe('several scenarios', () => {
  it.each([
    [['--scenario', 'smoke,wrong'], 'BAD_SCENARIO', "Did you mean 'Walker'?"],
    [['--scenario', 'smoke,load', '--target', 'user Wolker p95 < 1s'], 'BAD_TARGET', 'Did you mean Walker?'],
    [['--scenario', 'smoke,load', '--target', 'scenario load tag x p95 < 1s'], 'BAD_TARGET', 'Its tasks have no tags.'],
    [['--scenario', 'smoke,load', 'Nobody'], 'UNKNOWN_USER', 'Available: Walker'],
    [['--scenario', 'smoke,auth-only'], 'BAD_SCENARIO', "Tag one with @tag('authenticated')."],
  ])('%j are refused before the first one runs', async (argv, code, hint) => {
    await expect(plan(...argv)).rejects.toMatchObject({ code, hint });
  });
});

describe('tsloc demo --scenario', () => {
  it('runs the bundled users by a scenario, against the sample service', async () => {
    const args = [
      'demo',
      '--scenario',
      'auth-only',
      '-u',
      '3',
      '-t',
      '1',
      '--csv',
      '',
      '--only-summary',
      '--port',
      '0',
      '--target', // instead of 500 ms, which a busy machine may miss
      'p95 < 1m',
    ];
    const { exitCode, stderr } = await tsloc(args, { cwd: folderWith() });
    expect(stderr).toContain('{"AudioUser": 3} (3 total users)');
    expect(stderr).toMatch(/The service counted (\d+) requests, the same as the \1 of this run\./);
    expect(exitCode).toBe(0);
  });

  it('refuses several', async () => {
    const { exitCode, stderr } = await tsloc(['demo', '--scenario', 'smoke,load'], { cwd: folderWith() });
    expect(stderr).toContain('argument --scenario: expected one scenario with demo, got smoke, load [BAD_OPTION]\n');
    expect(exitCode).toBe(2);
  });
});
