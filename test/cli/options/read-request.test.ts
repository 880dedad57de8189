/** Options that a file adds, and limits, through the command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, readConfigFiles } from '../../../src/cli/options/read-request.js';
import { folderWith, imports, type Outcome, tsloc } from '../../helpers/processes/cli.js';
import { commandSession } from '../../helpers/processes/command-session.js';

const inSession = commandSession();

/** Adds options of every kind; its one user prints what it got for them, and ends the run. */
const asking = `${imports}
events.initCommandLineParser.addListener(async function addOptions({ parser }) {
  await null;
  parser.addArgument(['-q', '--query'], { default: 'jazz', help: 'What is searched for', env: 'MY_QUERY' });
  parser.addArgument('--slow-after', { type: 'integer', default: 200 });
  parser.addArgument('--share', { type: 'number' });
  parser.addArgument('--mode', { choices: ['fast', 'slow'], default: 'fast', help: 'How to search' });
  parser.addArgument('--dry', { type: 'flag', help: 'Send nothing' });
  parser.addArgument('--api-key', { isSecret: true, env: 'MY_KEY' });
});
export class Asker extends User {
  @task async go() {
    const { query, slowAfter, share, mode, dry, apiKey } = this.environment.parsedOptions;
    console.log(JSON.stringify({ query, slowAfter, share, mode, dry, apiKey }));
    events.request.fire({ requestType: 'TEST', name: 'task', responseTime: 1 });
    this.environment.runner.quit();
    await this.sleep(60); // until it is stopped: one task, also on a slow machine
  }
}`;

/** Each in its own folder: a file that is loaded again would add nothing. */
function runWith(args: readonly string[], env: Record<string, string> = {}, file = asking): Promise<Outcome> {
  return inSession(['--csv', '', '--only-summary', ...args], { cwd: folderWith({ 'locustfile.ts': file }), env });
}

async function optionsOf(args: readonly string[], env: Record<string, string> = {}): Promise<unknown> {
  const { stdout, stderr, exitCode } = await runWith(args, env);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout);
}

const defaults = { query: 'jazz', slowAfter: 200, share: null, mode: 'fast', dry: false, apiKey: null };

describe('what must be known before all options are', () => {
  it('is read from files by every name that an option has there', () => {
    const entry = { key: 'compileCache', value: 'cached', source: 'tsloc.config.json', format: 'tsloc' } as const;
    expect(cacheFolder({ argv: [], env: {} }, [entry])).toBe('cached');
    expect(cacheFolder({ argv: [], env: {} }, [{ ...entry, key: 'compile-cache', value: '' }])).toBeNull();
  });

  it('includes the configuration file that TSLOC_CONFIG or, before it, --config names', async () => {
    const folder = folderWith({ 'a.conf': 'users = 1', 'b.conf': 'users = 2' });
    const sources = async (argv: string[], TSLOC_CONFIG: string) =>
      (await readConfigFiles({ argv, env: { TSLOC_CONFIG }, folder })).map(({ source }) => source);
    expect(await sources([], 'a.conf')).toEqual(['a.conf']);
    expect(await sources(['--config', 'b.conf'], 'a.conf')).toEqual(['b.conf']);
    expect(await sources([], '')).toEqual([]);
  });
});

describe('the log', () => {
  it.each([[[]], [['--query', 'rock']]])('has the lines of files that are being loaded, with %j too', async (added) => {
    const file = `${asking.replace('import {', 'import { getLogger,')}\ngetLogger('shop').warning('loading');`;
    const cwd = folderWith({ 'locustfile.ts': file, 'locust.conf': 'logfile = a.log\n' });
    const args = ['--csv', '', '--json-logs', ...added];
    const { stderr } = await tsloc(args, { cwd });
    expect(stderr).not.toContain('loading');
    const [first] = readFileSync(join(cwd, 'a.log'), 'utf8').split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ logger: 'shop', message: 'loading', level: 'WARNING' });
    const quiet = await tsloc([...args, '-L', 'critical', '--logfile', 'b.log'], { cwd });
    expect(quiet.exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'b.log'), 'utf8')).not.toContain('loading');
  });
});

describe.concurrent('options that a file adds', () => {
  it('have their defaults', async () => {
    expect(await optionsOf([])).toEqual(defaults);
  });

  it('are read from the command line by their types, together with those of tsloc', async () => {
    const typed = '-q rock --slow-after=50 --share 0.25 --mode slow --dry --api-key s3cret -u 1'.split(' ');
    expect(await optionsOf(typed)).toEqual({
      query: 'rock',
      slowAfter: 50,
      share: 0.25,
      mode: 'slow',
      dry: true,
      apiKey: 's3cret',
    });
  });

  it('are read from their environment variables; the command line overrides them', async () => {
    const env = { MY_QUERY: 'folk', MY_KEY: 'k' };
    expect(await optionsOf([], env)).toEqual({ ...defaults, query: 'folk', apiKey: 'k' });
    expect(await optionsOf(['--quer', 'rock'], env)).toEqual({ ...defaults, query: 'rock', apiKey: 'k' });
  });

  it.each([
    [['--slow-after', 'soon'], "argument --slow-after: invalid int value: 'soon' [BAD_OPTION]"],
    [['--share', 'half'], "argument --share: invalid float value: 'half' [BAD_OPTION]"],
    [['--mode', 'odd'], "argument --mode: invalid choice: 'odd' (choose from 'fast', 'slow') [BAD_OPTION]"],
    [['--query'], 'argument -q/--query: expected one argument [BAD_OPTION]'],
    [['--quary', 'x'], "unrecognized arguments: --quary [UNKNOWN_OPTION]\nDid you mean '--query'?"],
  ])('report errors like those of tsloc: %j', async (args, message) => {
    expect(await runWith(args)).toEqual({ stdout: '', stderr: `tsloc: error: ${message}\n`, exitCode: 2 });
  });

  it('are listed in --help, in their own group, without values of secret ones', async () => {
    const { stdout, stderr, exitCode } = await runWith(['--help', '--api-key', 's3cret'], { MY_KEY: 's3cret' });
    expect([stderr, exitCode]).toEqual(['', 0]);
    const own = stdout.slice(stdout.indexOf('Custom options:'));
    expect(own).toMatch(/-q, --query <value> +What is searched for \(default: jazz\) \[MY_QUERY\]/);
    expect(own).toMatch(/--mode <value> +How to search \(one of fast, slow\) \(default: fast\)/);
    expect(own).toMatch(/--dry +Send nothing/);
    expect(stdout).not.toContain('s3cret');
  });

  it('may come from a file that is named anywhere on the command line', async () => {
    const cwd = folderWith({ 'mine.ts': asking });
    const { stdout } = await tsloc(['--query', 'x', '--csv', '', '-fmine.ts', '--dry'], { cwd });
    expect(JSON.parse(stdout)).toEqual({ ...defaults, query: 'x', dry: true });
    expect((await inSession(['-lf', 'mine.ts'], { cwd })).stdout).toBe('Available Users:\n    Asker\n');
  });
});

describe.concurrent('a file that adds an invalid option', () => {
  const adding = (call: string) => `${imports}
    events.initCommandLineParser.addListener(({ parser }) => { ${call} });
    export class A extends User { @task go() { this.environment.runner.quit(); } }`;

  it.each([
    ["parser.addArgument('query');", "addArgument('query') to name a new option such as --my-arg, got another name."],
    [
      "parser.addArgument('--users');",
      "addArgument('--users') to name a new option such as --my-arg, got --users, which already exists.",
    ],
    ["throw new Error('no parser today');", 'no parser today'],
  ])('is reported: %s', async (call, message) => {
    const { stdout, stderr, exitCode } = await runWith([], {}, adding(call));
    expect(stderr).toMatch(/^tsloc: error: Could not load locustfile\.ts:\d+:\d+: /);
    expect(stderr).toContain(message);
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('does not prevent help', async () => {
    for (const file of [adding("throw new Error('x');"), 'export const x = ;', "throw new Error('x');"]) {
      const { stdout, stderr, exitCode } = await runWith(['--help'], {}, file);
      expect(stdout).toMatch(/^Usage: tsloc /);
      expect([stderr, exitCode]).toEqual(['', 0]);
    }
  });
});

/** Two hundred requests a second, in all. */
const busy = `${imports}
let done = 0;
export class Busy extends User {
  static override waitTime = constant(0.005);
  @task go() {
    done++;
    const url = 'http://127.0.0.1/' + done;
    events.request.fire({ requestType: 'GET', name: '/a', responseTime: 1.25, responseLength: 7, url });
  }
}`;

/** Three users whose first task ends when all three have begun one, however slowly they were spawned. */
const three = `${imports}
let [done, users, allHere] = [0, new Set()];
const everybody = new Promise((resolve) => { allHere = resolve; });
events.quitting.addListener(() => console.log(done, users.size));
export class Waiting extends User {
  @task async go() {
    done++;
    events.request.fire({ requestType: 'TEST', name: 'task', responseTime: 1 });
    if (users.add(this).size === 3) allHere();
    await everybody;
  }
}`;

describe.concurrent('the end of a run', () => {
  it.each([
    [['-i', '7', '-u', '3', '-r', '100'], '7 3\n'],
    [['--iterations-per-user', '4', '-u', '3', '-r', '100'], '12 3\n'],
    [['--iterations-per-user', '4', '--iterations', '10', '-u', '3', '-r', '100'], '10 3\n'],
  ])('follows exactly as many tasks as %j sets', async (args, counts) => {
    const { stdout, stderr, exitCode } = await runWith(args, {}, three);
    expect(stderr).toContain('All iterations are done, shutting down\n');
    expect([stdout, exitCode]).toEqual([counts, 0]);
  });

  it.each([
    [['-i', '0'], 'argument -i/--iterations: must be >= 1 [BAD_OPTION]'],
    [['--iterations-per-user', '1.5'], "argument --iterations-per-user: invalid int value: '1.5' [BAD_OPTION]"],
  ])('cannot be set by %j', async (args, message) => {
    const { stderr, exitCode } = await runWith(args, {}, busy);
    expect([stderr, exitCode]).toEqual([`tsloc: error: ${message}\n`, 2]);
  });
});

describe.concurrent('--trace', () => {
  it('prints the first hundred requests and responses in the log', async () => {
    const { stderr } = await runWith(['--trace', '-i', '150', '-u', '10', '-r', '1000'], {}, busy);
    const [sent, answers] = [stderr.match(/^> .*$/gm), stderr.match(/^< .*$/gm)];
    expect([sent?.length, answers?.length]).toEqual([100, 100]);
    expect(sent?.[0]).toBe('> GET http://127.0.0.1/1 (as /a)');
    expect(answers?.[0]).toBe('< 1.2 ms, 7 bytes');
    expect(stderr).toContain('… further requests are not traced (100 were).\n');
  });
});

describe.concurrent('classes that are created at run time', () => {
  it('run under the names of their exports, or of their positions in an array', async () => {
    const file = `${imports}
      const made = (name) => class extends User {
        @task go() { console.log(name); }
      };
      export const North = made('north');
      export const others = [made('east'), made('west')];`;
    const folder = folderWith({ 'locustfile.ts': file });
    const { stdout } = await inSession(['--list'], { cwd: folder });
    expect(stdout).toBe('Available Users:\n    North\n    others1\n    others2\n');
    const ran = await inSession(
      ['--csv', '', '--iterations-per-user', '1', 'North', 'others2', '-u', '2', '-r', '100'],
      {
        cwd: folder,
      },
    );
    expect(ran.stdout.trim().split('\n').sort()).toEqual(['north', 'west']);
  });
});

describe.concurrent('decorators', () => {
  const file = `${imports.replace('User }', 'User, SequentialTaskSet, MarkovTaskSet, transition }')}
    class Inner extends MarkovTaskSet {
      @transition('out') in() { this.user.steps.push('in'); }
      @transition('in') out() {
        console.log(this.user.steps.join(' '));
        this.user.environment.runner.quit();
        return this.sleep(60);
      }
    }
    function first(trip) {
      trip.user.environment.events.request.fire({ requestType: 'TEST', name: 'task', responseTime: 1 });
      trip.user.steps.push('first');
    }
    function second(trip) { trip.user.steps.push('second'); }
    @tag('a')
    class Trip extends SequentialTaskSet {
      static tasks = [first, [second, 2], Inner];
    }
    class Base extends User {
      steps = [];
      @task(0) never() { this.steps.push('never'); }
    }
    export class Walker extends Base {
      @task static Trip = Trip;
      @tag('b') @task(3) other() { this.steps.push('other'); }
    }`;

  it.each([false, true])('with experimentalDecorators: %s, have the same effect', async (experimentalDecorators) => {
    const cwd = folderWith({
      'locustfile.ts': file,
      'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'es2022', experimentalDecorators } }),
    });
    const { stdout, stderr, exitCode } = await inSession(['--csv', '', '--tags', 'a'], { cwd });
    expect([stdout, exitCode], stderr).toEqual(['first second second in\n', 0]);
  });
});
