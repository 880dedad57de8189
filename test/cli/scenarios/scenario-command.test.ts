import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/cli/command.js';
import { planScenarios } from '../../../src/cli/scenarios/scenario-command.js';
import { task } from '../../../src/user/task.js';
import { User } from '../../../src/user/user.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

class Walker extends User {
  @task walk() {}
}

function plan(...argv: string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tsloc.scenarios.yaml'), 'endless: { users: 3 }\nsmoke: { users: 2, run_time: 1s }\n');
  const description = { name: 'tsloc', description: '', version: '1', extra: [], epilogue: '' };
  const request = readCommand(description, argv, { env: {} });
  if (request.kind !== 'run') throw new Error(request.text);
  const loaded = { files: [], userClasses: new Map([['Walker', Walker]]), shapes: [], targets: [] };
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

  it('refuses a sequence that never ends', async () => {
    await expect(plan('--scenario', 'endless,smoke')).rejects.toThrow(
      'argument --scenario: expected scenarios with a run time, got endless, which never ends; add --run-time',
    );
    expect(await plan('--scenario', 'endless,smoke', '-t', '5s')).toMatchObject({ kind: 'several' });
  });
});
