import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioArguments } from '../../../src/cli/scenarios/run-scenarios.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { resultsSchema } from '../../../src/report/json/results-schema.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';
import { folderWith, requestsIn, startTsloc, tsloc, userFile } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';

const inSession = commandSession();

describe('scenarioArguments', () => {
  it('are those of the command, with one scenario, and files of its own', () => {
    const files = { requestLog: 'a.csv', junit: 'a.b/junit', targetsFile: 't.json' };
    const options = makeOptions({ csvPrefix: 'out', htmlFile: 'a/report.html', jsonFile: 'r', ...files });
    expect(scenarioArguments(['--scenario', 'a,b', '-f', 'x.ts', '--', 'User'], options, 'a')).toEqual([
      ...['--scenario', 'a,b', '-f', 'x.ts', '--scenario', 'a', '--csv', 'out_a', '--json-file', 'r_a'],
      ...['--html', 'a/report_a.html', '--request-log', 'a_a.csv', '--junit', 'a.b/junit_a'],
      ...['--targets-file', 't_a.json', '--', 'User'],
    ]);
    expect(scenarioArguments([], makeOptions(), 'b')).toEqual(['--scenario', 'b']);
    const empty = makeOptions({ csvPrefix: '', htmlFile: '', jsonFile: '' });
    expect(scenarioArguments([], empty, 'b')).toEqual(['--scenario', 'b']);
    expect(scenarioArguments([], makeOptions({ junit: 'j.xml' }), 'b', 2).slice(2)).toEqual(['--junit', 'j_b_2.xml']);
  });
});

const scenarios =
  'quick: { users: 2, run_time: 1s, workload: { word: hello } }\nbad: { extends: quick, tags: [bad] }\n';
const file = userFile('one(); this.metrics.rate(String(this.workload.word), true);', '').replace(
  /\}\s*$/,
  "@tag('bad') @task async fail(): Promise<void> { one('broken'); } }",
);
const folder = () =>
  folderWith({
    'a.ts': file.replace('@task async walk', "@tag('good') @task async walk"),
    'tsloc.scenarios.yaml': scenarios,
  });
const good = ['-f', 'a.ts', '--exclude-tags', 'bad', '--only-summary'];

/** Blocks the event loop without using a core, which other tests need. */
const block = 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);';

/** A file that blocks only the child process that runs its scenario. */
const blockIn = (word: string) => `if (process.send !== undefined) { console.log('${word}'); ${block} }\n${file}`;

describe.concurrent('tsloc --scenario', () => {
  it('runs one, and writes all of its files to --output', async () => {
    const cwd = folder();
    const { exitCode, stderr } = await tsloc([...good, '--scenario', 'quick', '--output', 'out'], { cwd });
    expect(exitCode, stderr).toBe(0);
    const files = readdirSync(join(cwd, 'out'))
      .map((name) => name.replace(/_\d{8}_\d{6}/, '_TIME'))
      .sort();
    expect(files).toEqual(
      [
        '.html',
        '_exceptions.csv',
        '_failures.csv',
        '_metrics.csv',
        '_metrics.json',
        '_stats.csv',
        '_stats_history.csv',
      ].map((end) => `load_test_quick_TIME${end}`),
    );
    const json = readdirSync(join(cwd, 'out')).find((name) => name.endsWith('.json')) as string;
    const results = JSON.parse(readFileSync(join(cwd, 'out', json), 'utf8'));
    expect(matchesSchema(results, resultsSchema())).toBe(true);
    expect(results).toMatchObject({
      scenario: 'quick',
      exit_code: 0,
      peak_users: 2,
      metrics: [{ kind: 'rate', name: 'hello' }],
    });
  });

  it('runs several, one after another, with one summary and the worst exit code', async () => {
    const cwd = folder();
    const args = [
      '-f',
      'a.ts',
      '--only-summary',
      '--csv',
      '',
      '--cool-down',
      '0',
      '--scenario',
      'bad,quick',
      '-E',
      'none',
    ];
    const { exitCode, stderr } = await tsloc(args, { cwd });
    expect(stderr).toMatch(/Scenario bad \(1 of 2\)[\s\S]*Scenario quick \(2 of 2\)/);
    expect(stderr).toMatch(
      /^Scenarios\nScenario +Result .*\n-+\|.*\nbad +FAIL +1 +\d+s +\d+ +\d+ .*\nquick +(PASS|FAIL) +[01] +\d+s .*\n-+/m,
    );
    expect(exitCode).toBe(1);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('writes every line of several as a JSON object with --json-logs', async () => {
    const args = [...good, '--csv', '', '--scenario', 'quick,quick', '--cool-down', '0', '--json-logs'];
    const { stderr } = await tsloc(args, { cwd: folder() });
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).message);
    expect(lines).toEqual(expect.arrayContaining(['Scenario quick (2 of 2)', 'Scenarios']));
  });

  it('ends the current one gracefully on Ctrl-C, skips the others, and says so', async () => {
    const args = [...good, '--csv', '', '--scenario', 'quick,smoke,quick', '--cool-down', '0', '-t', '60s'];
    const command = startTsloc(args, { cwd: folder(), inTerminal: true });
    await command.printed(/All users spawned/);
    command.kill('SIGINT');
    const { exitCode, stderr } = await command.ended;
    expect(stderr.match(/Got Ctrl-C/g)).toHaveLength(1);
    expect(stderr).toMatch(/^quick +PASS +0 .*\nsmoke +not run\nquick +not run$/m);
    expect(exitCode).toBe(1);
  });

  it('ends at once on a second Ctrl-C, with the exit code of an interruption', async () => {
    const stuck = file.replace(/one\(\);/, 'one(); await new Promise(() => {});');
    const cwd = folderWith({ 'a.ts': stuck, 'tsloc.scenarios.yaml': scenarios });
    const args = ['-f', 'a.ts', '--csv', '', '--scenario', 'quick,smoke', '-t', '60s', '-s', '60s'];
    const command = startTsloc(args, { cwd, inTerminal: true });
    await command.printed(/All users spawned/);
    command.kill('SIGINT');
    await command.printed(/Got Ctrl-C/);
    command.kill('SIGINT');
    const { exitCode, stderr } = await command.ended;
    expect(stderr).toMatch(/^quick +FAIL +130\b.*\nsmoke +not run$/m);
    expect(exitCode).toBe(130);
  });

  it.each([
    ['is being loaded', blockIn('LOADING')],
    [
      'is blocked by a task',
      file.replace(/one\(\);/, `one(); if (++turns === 10) { console.log('BLOCKED'); ${block} }`),
    ],
  ])('ends one that %s by a signal that only the parent gets, and skips the others', async (_, text) => {
    const cwd = folderWith({ 'a.ts': `let turns = 0;\n${text}`, 'tsloc.scenarios.yaml': scenarios });
    const args = ['-f', 'a.ts', '--csv', '', '--scenario', 'quick,smoke', '-t', '300s'];
    const command = startTsloc(args, { cwd });
    await command.printed(/BLOCKED|LOADING/);
    command.kill('SIGINT');
    const { exitCode, stderr } = await command.ended;
    expect(stderr).toMatch(/^quick +FAIL +130\b.*\nsmoke +not run$/m);
    expect(exitCode).toBe(130);
  });

  it('is not left running if the command is killed', async () => {
    const cwd = folderWith({ 'a.ts': file, 'tsloc.scenarios.yaml': scenarios });
    const args = ['-f', 'a.ts', '--csv', 'out', '--scenario', 'quick,smoke', '-t', '300s'];
    const command = startTsloc(args, { cwd });
    await command.printed(/All users spawned/);
    command.kill('SIGKILL');
    // The child has the same stdout: this resolves when it has ended, too.
    const { stderr } = await command.ended;
    expect(stderr).toContain('The process that started this one has ended: stopping');
    expect(requestsIn(join(cwd, 'out_quick'))).toBeGreaterThan(0);
  });

  it.each([
    [
      ['--scenario', 'smok'],
      "tsloc: error: Expected the name of a scenario, got 'smok'. [UNKNOWN_SCENARIO]\nDid you mean 'smoke'?\n",
    ],
    [
      ['--scenario', 'gdpr-only'],
      "tsloc: error: scenario gdpr-only: Expected a task tagged gdpr in the files, found none. [BAD_SCENARIO]\nTag one with @tag('gdpr').\n",
    ],
    [['--scenario-file', 'none.yaml', '--scenario', 'x'], 'tsloc: error: none.yaml: Expected to read it, but ENOENT'],
  ])('refuses %j before any load, with exit code 2', async (args, message) => {
    const { exitCode, stderr } = await inSession(['-f', 'a.ts', ...args], { cwd: folder() });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it.each<[string, (text: string) => string[]]>([
    ['crontab', (text) => shellWords(/&& (npx .*)/.exec(text)?.[1] as string)],
    ['github', (text) => shellWords(parse(text).jobs.quick.steps.find(isTsloc).run)],
    ['kubernetes', (text) => parse(text).spec.jobTemplate.spec.template.spec.containers[0].command],
  ])('runs by the command that a schedule for %s has', async (engine, commandOf) => {
    const cwd = folder();
    const printed = await inSession(['scenarios', 'quick', '--cron', engine, '-f', 'a.ts', '-H', 'http://a%20b'], {
      cwd,
    });
    const [program, name, ...args] = commandOf(printed.stdout);
    expect([program, name]).toEqual(['npx', 'tsloc']);
    const { exitCode, stderr } = await inSession([...args, '--exclude-tags', 'bad'], { cwd });
    expect(exitCode, stderr).toBe(0);
    const results = readdirSync(join(cwd, 'results')).find((one) => one.endsWith('_metrics.json')) as string;
    expect(results).toMatch(/^load_test_quick_/);
  });
});

/** The words of a command, with the % that crontab needs as \%. */
function shellWords(line: string): string[] {
  return [...line.replaceAll('\\%', '%').matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? (plain as string),
  );
}

function isTsloc({ run = '' }: { run?: string }): boolean {
  return run.startsWith('npx tsloc');
}
