import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { durationText, scenariosCommand } from '../../../src/cli/scenarios/scenarios-command.js';
import { expectGolden } from '../../helpers/files/golden.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { folderWith, tsloc } from '../../helpers/processes/cli.js';

const own = "checkout:\n  extends: smoke\n  description: Buys\n  schedule: '0 6 * * *'\n";

function command(argv: readonly string[], columns: number | null = null): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'tsloc.scenarios.yaml'), own);
  return scenariosCommand(argv, { folder, columns });
}

describe('tsloc scenarios', () => {
  it('lists them with users over time, as before, byte for byte', async () => {
    expectGolden('scenarios.txt', await command([]));
  });

  it('lists the named ones, within the columns of a terminal', async () => {
    const lines = (await command(['ladder', 'checkout'], 40)).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
  });

  it('prints a schedule for those that have one, or for the named ones, every day from 2 on', async () => {
    expect(await command(['--cron=crontab', '-f', 'users.ts', '--host', 'http://a'])).toContain(
      '0 6 * * * cd /path/to/project && npx tsloc -f users.ts -H http://a --scenario checkout --output results\n',
    );
    expect(await command(['smoke', 'soak', '--cron', 'kubernetes'])).toMatch(/'0 2 \* \* \*'[\s\S]*'11 2 \* \* \*'/);
  });

  it('prints help', async () => {
    expect(await command(['--help'])).toMatch(/^Usage: tsloc scenarios/);
  });

  it.each([
    [['--crown', 'x'], 'unrecognized arguments: --crown'],
    [['--cron'], 'argument --cron: expected one argument'],
    [
      ['--cron', 'jenkins'],
      "argument --cron: invalid choice: 'jenkins' (choose from 'crontab', 'github', 'kubernetes')",
    ],
    [['smok'], "Expected the name of a scenario, got 'smok'."],
  ])('refuses %j', async (argv, message) => {
    await expect(command(argv)).rejects.toMatchObject({ message, exitCode: 2 });
  });

  it('refuses a schedule for nothing', async () => {
    const place = { folder: temporaryFolder(), columns: null };
    await expect(scenariosCommand(['--cron', 'github'], place)).rejects.toThrow('expected names of scenarios');
  });

  it('lists those of the file that a variable or a configuration file names, as --scenario does', async () => {
    const scenarios = 'mine:\n  extends: smoke\n';
    const cwd = folderWith({ 'a.yaml': scenarios, 'locust.conf': 'scenario-file = a.yaml\n', 'b.yaml': own });
    expect((await tsloc(['scenarios', 'mine'], { cwd })).stdout).toMatch(/^mine /);
    const env = { TSLOC_SCENARIO_FILE: 'b.yaml' };
    expect((await tsloc(['scenarios', 'checkout'], { cwd, env })).stdout).toMatch(/^checkout /);
  });

  it('is a command', async () => {
    const { stdout, exitCode } = await tsloc(['scenarios', 'smoke'], { cwd: folderWith() });
    expect(stdout).toMatch(/^smoke {2}\S{24} {2}10 users {2}1m {2}A quick check that everything works\n$/);
    expect(exitCode).toBe(0);
  });
});

describe('durationText', () => {
  it.each([
    [90, '1m30s'],
    [86_400, '24h'],
    [0, '0s'],
    [null, 'no end'],
  ])('of %s is %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});
