import { describe, expect, it } from 'vitest';
import { folderWith, imports, tsloc } from '../helpers/processes/cli.js';
import { commandSession } from '../helpers/processes/command-session.js';

const inSession = commandSession();

describe.concurrent('tsloc config', () => {
  it('prints each option with its value and its source, those of the locustfile included', async () => {
    const cwd = folderWith({
      'locust.conf': 'users = 5\nspawn-rate = 2\n',
      'tsloc.config.ts':
        "import { defineConfig } from 'tsloc';\nexport default defineConfig({ spawnRate: 3, runTime: '1m' });",
      'locustfile.ts': `${imports}
        events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--query', { default: 'jazz' }));
        events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--key', { isSecret: true }));
        export class A extends User { @task go() {} }`,
    });
    const env = { LOCUST_HOST: 'http://a' };
    const { stdout, stderr, exitCode } = await tsloc(['config', '--tags', 'x', '--key', 's3cret', 'A'], { cwd, env });
    const rows = Object.fromEntries(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/))
        .map(([name, ...rest]) => [name, rest]),
    );
    expect(rows).toMatchObject({
      users: ['5', 'locust.conf'],
      'spawn-rate': ['3', 'tsloc.config.ts'],
      'run-time': ['60', 'tsloc.config.ts'],
      host: ['"http://a"', 'LOCUST_HOST'],
      tags: ['["x"]', 'command line'],
      query: ['"jazz"', 'default'],
      key: ['(secret)', 'command line'],
      loglevel: ['"INFO"', 'default'],
      'user classes': ['["A"]', 'command line'],
    });
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('names the option that cancels another, prints hidden ones that are set, and hides credentials of URLs', async () => {
    const cwd = folderWith({ 'locust.conf': 'headless = true\nhost = http://ann:s3cret@a\n' });
    const { stdout } = await inSession(['config', '--headful'], { cwd });
    expect(stdout).toMatch(/^headless +false +command line$/m);
    expect(stdout).toMatch(/^headful +true +command line$/m);
    expect(stdout).toMatch(/^host +"http:\/\/a" +locust.conf$/m);
    expect(stdout).toMatch(/^master-token +null +default$/m);
    expect(stdout).not.toContain('build-path');
  });

  it('has a help of its own, which does not list subcommands', async () => {
    const { stdout, exitCode } = await inSession(['config', '--help'], { cwd: folderWith() });
    expect(stdout).toContain('Prints the value of each option and where it was set.');
    expect(stdout).not.toContain('Subcommands:');
    expect(exitCode).toBe(0);
  });

  it('needs no locustfile, and reports an invalid entry with its file', async () => {
    const { stdout } = await inSession(['config', '-u', '3'], { cwd: folderWith() });
    expect(stdout).toMatch(/^users +3 +command line$/m);
    const wrong = await inSession(['config'], { cwd: folderWith({ 'locust.conf': 'spwan-rate = 3' }) });
    expect(wrong).toEqual({
      stdout: '',
      stderr:
        "tsloc: error: unrecognized arguments: --spwan-rate=3 [UNKNOWN_OPTION]\nIt is a key of locust.conf. Did you mean 'spawn-rate'?\n",
      exitCode: 2,
    });
  });
});
