import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { root } from '../helpers/files/source-files.js';
import {
  Command,
  folderWith,
  imports,
  type Outcome,
  requestsIn,
  startTsloc,
  tsloc,
  userFile,
} from '../helpers/processes/cli.js';
import { commandSession, type RunCommand } from '../helpers/processes/command-session.js';

const inSession = commandSession();

/** Ends the run after five tasks. */
const five = 'let turns = 0; const turn = (user: User) => { if (++turns === 5) user.environment.runner?.quit(); };';

interface Finished extends Outcome {
  folder: string;
  /** The text of `out_<name>.csv`. */
  file(name: string): string;
}

/** Runs one file with `args`; its CSV files are called `out_…`. `run` starts a process for it, or uses one of others. */
async function runFile(
  text: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  run = inSession,
): Promise<Finished> {
  const folder = folderWith({ 'locustfile.ts': text });
  const outcome = await run(['--headless', '--only-summary', '--csv', 'out', ...args], { cwd: folder, env });
  return { ...outcome, folder, file: (name) => readFileSync(join(folder, `out_${name}.csv`), 'utf8') };
}

const stackFrame = /^\s+at .*:\d+:\d+\)?$/m;
const turning = userFile('one(); turn(this);', five);

it.concurrent('a run follows the first of several shapes in a file, and logs a warning', async () => {
  const shape = (name: string) => `export class ${name} extends LoadShape { tick() { return null; } }\n`;
  const { stderr, exitCode } = await runFile(
    `${turning}\nimport { LoadShape } from 'tsloc';\n${shape('Wave')}${shape('Rush')}`,
  );
  expect(stderr).toContain('Several load shapes are exported: the run follows the first one, Rush, not Wave.');
  expect(stderr).toContain('ERROR/locust.main: Nothing was measured: the test ended before its first user.');
  expect(exitCode).toBe(1);
});

describe.concurrent('the exit code', () => {
  it('is 0 for a successful run, which reports on stderr and prints nothing on stdout', async () => {
    const { exitCode, stdout, stderr, folder, file } = await runFile(
      turning,
      ['-u', '2', '-r', '100', '-L', 'debug', '--seed', 'abc'],
      {},
      tsloc,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/INFO\/locust\.main: Starting tsloc \d+\.\d+\.\d+\n/);
    expect(stderr).toContain('DEBUG/locust.main: Random seed: abc\n');
    expect(stderr).toContain('Ramping to 2 users at a rate of 100.00 per second\n');
    expect(stderr).toContain('All users spawned: {"Walker": 2} (2 total users)\n');
    expect(stderr).toMatch(/Shutting down \(exit code 0\)\nType +Name +# reqs/);
    expect(stderr).toContain('Results: out_stats.csv out_stats_history.csv out_failures.csv out_exceptions.csv\n');
    expect(Number(/^GET +\/a +(\d+)/m.exec(stderr)?.[1])).toBe(requestsIn(join(folder, 'out')));
    expect(requestsIn(join(folder, 'out'))).toBeGreaterThanOrEqual(5);
    expect(file('failures').split('\r\n')).toHaveLength(2);
  });

  it('is 1 after a failed request, and the failure is in the report and in the file', async () => {
    const { exitCode, stderr, file } = await runFile(userFile("one('too slow'); turn(this);", five), [], {}, tsloc);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error report\n# occurrences +Error +\n-+\|-+\n5 +GET \/a: too slow *\n/m);
    expect(file('failures')).toMatch(/\r\nGET,\/a,too slow,5,/);
  });

  it.each([
    [['--exit-code-on-error', '0'], {}, 0],
    [[], { LOCUST_EXIT_CODE_ON_ERROR: '42' }, 42],
  ] as const)('after a failed request is the one that %j or %j sets', async (args, env, expected) => {
    const { exitCode, stderr } = await runFile(userFile("one('too slow'); turn(this);", five), args, env);
    expect(exitCode).toBe(expected);
    expect(stderr).toContain(`Shutting down (exit code ${expected})`);
  });

  it('is 1 after an exception in a task, which is logged once and counted', async () => {
    const { exitCode, stderr, folder } = await runFile(userFile("turn(this); throw new TypeError('oh');", five));
    expect(exitCode).toBe(1);
    expect(
      stderr.match(/ERROR\/locust\.user\.task: TypeError: oh\n {4}at _Walker\.walk \(.*\)\n(?! +at )/g),
    ).toHaveLength(1);
    expect(readCsv(join(folder, 'out_exceptions.csv'))).toMatchObject([{ Count: '5', Message: 'oh', Nodes: 'local' }]);
  });

  it('is 2 after a listener threw, which affects neither requests nor other listeners', async () => {
    const more = `${five} let heard = 0;
      events.request.addListener(function grumpy() { throw new Error('grr'); });
      events.request.addListener(() => { heard++; });
      events.quitting.addListener(() => console.log('heard', heard));`;
    const { exitCode, stdout, stderr, folder } = await runFile(userFile('one(); turn(this);', more));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Uncaught exception in event handler: request (grumpy)\nError: grr\n');
    expect(stdout).toBe('heard 5\n');
    expect(requestsIn(join(folder, 'out'))).toBe(5);
  });

  it.each([
    ['testStop', 1],
    ['quitting', 1],
    ['quit', 2],
  ])('is not 0 after an error in %s that nobody awaits', async (event, code) => {
    const late = 'void (async () => { await null; throw new Error("too late"); })();';
    const later = 'setImmediate(() => void Promise.reject(new Error("too late")));';
    for (const body of [late, later]) {
      const more = `${five} events.${event}.addListener(() => { ${body} });`;
      const { exitCode, stderr, file } = await runFile(userFile('one(); turn(this);', more));
      expect([body, exitCode]).toEqual([body, code]);
      expect(stderr).toContain('Error: too late\n');
      if (code === 1) expect(file('exceptions')).toContain('too late');
    }
  });

  it('is 1 if an init listener throws: nothing runs, and nothing is written', async () => {
    const more = "events.init.addListener(() => { throw new Error('no database'); });";
    const { exitCode, stderr, folder } = await runFile(userFile('one();', more));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Error: no database\n');
    expect(stderr).toMatch(/\ntsloc: error: Expected every init listener to succeed; one threw\. \[INIT_FAILED\]\n$/);
    expect(readdirSync(folder)).toEqual(['locustfile.ts']);
  });

  it('is the one that a quitting listener sets, whatever else happened', async () => {
    const more = `${five} events.quitting.addListener(({ environment }) => { environment.processExitCode = 17; });`;
    expect(await runFile(userFile("one('too slow'); turn(this);", more))).toMatchObject({ exitCode: 17 });
  });
});

/** Starts a run whose users await `goodbye` in onStop, and waits until some requests are done. */
async function startRun(goodbye: string): Promise<{ command: Command; prefix: string }> {
  const text = `${userFile("one(); if (++turns === 3) console.log('three');", 'let turns = 0;')}
    export class Polite extends Walker {
      override async onStop(): Promise<void> { console.log('bye'); one(); ${goodbye} }
    }`;
  const folder = folderWith({ 'locustfile.ts': text });
  const command = startTsloc(['Polite', '--csv', 'out'], { cwd: folder });
  await command.printed(/three/);
  return { command, prefix: join(folder, 'out') };
}

describe.concurrent('a signal', () => {
  it.each([
    ['SIGINT', 'Got Ctrl-C: stopping; press it again to end at once'],
    ['SIGTERM', 'Got SIGTERM signal'],
    ['SIGHUP', 'The terminal was closed (SIGHUP): stopping'],
  ] as const)(
    '%s stops gracefully: onStop runs, and the run ends with the code of the run and complete files',
    async (signal, message) => {
      const { command, prefix } = await startRun('');
      command.kill(signal);
      const { exitCode, stdout, stderr } = await command.ended;
      expect(exitCode).toBe(0);
      expect(stdout).toBe('three\nbye\n');
      expect(stderr).toContain(`INFO/locust.main: ${message}\n`);
      expect(Number(/^GET +\/a +(\d+)/m.exec(stderr.slice(stderr.indexOf('Shutting down')))?.[1])).toBe(
        requestsIn(prefix),
      );
      expect(readCsv(`${prefix}_stats_history.csv`).at(-1)?.['Total Request Count']).toBe(String(requestsIn(prefix)));
    },
  );

  it.each([
    ['SIGINT', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
  ] as const)('%s and then %s ends at once with %i, and everything is written', async (first, second, code) => {
    const { command, prefix } = await startRun('await new Promise(() => {});');
    command.kill(first);
    await command.printed(/bye/);
    command.kill(second);
    const { exitCode, stderr } = await command.ended; // onStop would wait for ever
    expect(exitCode).toBe(code);
    expect(stderr).toContain(`Shutting down (exit code ${code})\nType `);
    expect(stderr).toContain('Results: out_stats.csv out_stats_history.csv');
    expect(stderr).not.toMatch(stackFrame);
    const done = Number(/^GET +\/a +(\d+)/m.exec(stderr.slice(stderr.indexOf('Shutting down')))?.[1]);
    expect(done).toBeGreaterThanOrEqual(4);
    expect(requestsIn(prefix)).toBe(done);
  });
});

describe.concurrent('user code that affects the process', () => {
  it('process.exit(7) in a task ends it with 7, and everything is written', async () => {
    const { exitCode, stderr, folder } = await runFile(
      userFile('one(); if (++turns === 5) process.exit(7);', 'let turns = 0;'),
      [],
      {},
      tsloc,
    );
    expect(exitCode).toBe(7);
    expect(requestsIn(join(folder, 'out'))).toBe(5);
    expect(stderr).toMatch(/Shutting down \(exit code 7\)\nType +Name/);
  });

  it('an unhandled rejection is recorded, and the run continues', async () => {
    const body = `one(); turn(this);
      if (turns === 1) void Promise.reject(new Error('rejected'));
      if (turns === 2) setImmediate(() => { throw new TypeError('thrown later'); });`;
    const { exitCode, stderr, folder } = await runFile(userFile(body, five), [], {}, tsloc);
    expect(exitCode).toBe(1);
    expect(requestsIn(join(folder, 'out'))).toBe(5);
    expect(readCsv(join(folder, 'out_exceptions.csv'))).toMatchObject([
      { Count: '1', Message: 'rejected' },
      { Count: '1', Message: 'thrown later' },
    ]);
    expect(stderr).toContain('ERROR/locust.user.task: Error: rejected\n');
  });

  it('a sleep that is not awaited causes no error when its user is stopped', async () => {
    const more = `${five}
      export class Late extends User {
        @task async rest(): Promise<void> { await this.sleep(60); }
        override async onStop(): Promise<void> { await new Promise((resolve) => setTimeout(resolve, 100)); }
      }`;
    const { exitCode, file } = await runFile(userFile('one(); void this.sleep(60); turn(this);', more), [
      '-u',
      '2',
      '-r',
      '9',
    ]);
    expect(file('exceptions').split('\r\n')).toHaveLength(2);
    expect(exitCode).toBe(0);
  });
});

describe.concurrent('a closed pipe', () => {
  it('does not end a run', async () => {
    const folder = folderWith({ 'locustfile.ts': turning });
    const line = `(node '${join(root, 'bin/tsloc.js')}' --csv out; echo $? > code) 2>&1 | head -1`;
    const { stdout } = await new Command(
      [
        '-e',
        `process.exitCode = require('child_process').spawnSync('sh', ['-c', ${JSON.stringify(line)}], { stdio: 'inherit' }).status`,
      ],
      { cwd: folder },
    ).ended;
    expect(stdout).toMatch(/Starting tsloc [\d.]+\n$/);
    expect(requestsIn(join(folder, 'out'))).toBe(5);
    expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('0\n');
  });
});

describe.concurrent('the log', () => {
  it('is appended to --logfile, while the tables stay on stderr', async () => {
    const folder = folderWith({ 'locustfile.ts': turning, 'run.log': 'before\n' });
    const { stderr, exitCode } = await inSession(['--csv', '', '--logfile', 'run.log'], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Type +Name/);
    expect(stderr).not.toContain('INFO');
    const log = readFileSync(join(folder, 'run.log'), 'utf8');
    expect(log).toMatch(/^before\n\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] \S+\/INFO\/locust\.main: Starting tsloc/);
    expect(log).toContain('Shutting down (exit code 0)\n');
    expect(log).not.toContain('# reqs');
  });

  it('has nothing below the given level; the tables do not depend on it', async () => {
    const { stderr } = await runFile(turning, ['--loglevel', 'error']);
    expect(stderr).toMatch(/^Type +Name/);
    expect(stderr).not.toMatch(/INFO|WARNING/);
  });

  it('and the tables are omitted with --skip-log-setup, except for warnings; no file is created', async () => {
    const { stderr, folder } = await runFile(userFile("turn(this); throw new Error('oh');", five), [
      '--skip-log-setup',
      '--logfile',
      'run.log',
    ]);
    expect(stderr).toMatch(/^\[.*\] \S+\/ERROR\/locust\.user\.task: Error: oh\n +at /);
    expect(stderr).not.toMatch(/INFO|Type +Name/);
    expect(existsSync(join(folder, 'run.log'))).toBe(false);
  });
});

/** A command that ends with `message` and nothing else: no stack, no file. */
async function expectError(run: RunCommand, args: readonly string[], text: string, message: string | RegExp) {
  const cwd = folderWith({ 'locustfile.ts': text });
  const { stdout, stderr, exitCode } = await run(['--headless', ...args], { cwd });
  const said = stderr.replace(/^\[.*\] \S+\/(INFO|WARNING)\/.*\n/gm, '');
  expect(said).toMatch(/^tsloc: error: /);
  if (typeof message === 'string') expect(said).toBe(`tsloc: error: ${message}`);
  else expect(said.slice('tsloc: error: '.length)).toMatch(message);
  expect(said).not.toMatch(stackFrame);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(readdirSync(cwd).filter((name) => !['locustfile.ts', 'results'].includes(name))).toEqual([]);
  if (existsSync(join(cwd, 'results'))) expect(readdirSync(join(cwd, 'results'))).toEqual([]);
}

describe.concurrent('a user error', () => {
  it.each([
    [['-u', 'abc'], {}, "tsloc: error: argument -u/--users: invalid int value: 'abc' [BAD_OPTION]\n"],
    [
      [],
      { LOCUST_HEADLESS: '' },
      "tsloc: error: Unexpected value for LOCUST_HEADLESS: ''. Expecting 'true', 'false', 'yes', 'no', 'on', 'off', '1' or '0' [BAD_OPTION]\n",
    ],
  ] as const)(
    'on the command line, such as %j or %j, is the only output, with exit code 2',
    async (args, env, message) => {
      const cwd = folderWith({ 'locustfile.ts': "throw new Error('loaded');" });
      expect(await inSession(args, { cwd, env })).toEqual({ stdout: '', stderr: message, exitCode: 2 });
    },
  );

  it('in the name of an option is reported after the file is loaded, since files can add options', async () => {
    const message = "tsloc: error: unrecognized arguments: --runtime [UNKNOWN_OPTION]\nDid you mean '--run-time'?\n";
    const told = await tsloc(['--runtime', '3'], { cwd: folderWith({ 'locustfile.ts': turning }) });
    expect(told).toEqual({ stdout: '', stderr: message, exitCode: 2 });
    const cwd = folderWith({ 'locustfile.ts': "throw new Error('loaded');" });
    const { stderr, exitCode } = await inSession(['--runtime', '3'], { cwd });
    expect([stderr, exitCode]).toEqual([expect.stringContaining('Could not load locustfile.ts:1:7: loaded'), 1]);
  });

  it.each([
    [
      'a host is missing',
      [],
      `${imports}export class A extends HttpUser { @task go() {} }`,
      'Expected a host for class A, got none. [MISSING_HOST]\nSet static host in class A, or give --host.\n',
    ],
    [
      'the CSV files cannot be written',
      ['--csv', '/dev/null/x'],
      turning,
      /^Expected to write \/dev\/null\/x_stats\.csv, but E\w+: .*\. \[CSV_NOT_WRITABLE\]\nGive --csv a prefix in a folder that can be written to\.\n$/,
    ],
    [
      'the log cannot be written',
      ['--logfile', '/dev/null/x'],
      turning,
      /^Expected to write \/dev\/null\/x, but ENOTDIR: .*\. \[LOGFILE_NOT_WRITABLE\]\n$/,
    ],
    [
      'the file does not compile',
      [],
      `${imports}export const x = ;`,
      `Could not load locustfile.ts:2:18: Unexpected ";" [LOCUSTFILE_BROKEN]\n\n      1 | ${imports}>     2 | export const x = ;\n        | ${' '.repeat(17)}^\n\n`,
    ],
  ])('is reported once, with exit code 1, if %s', (_, args, text, message) =>
    expectError(inSession, args, text, message),
  );

  it.each([
    [
      'the file leaves an unhandled rejection',
      [],
      `${turning}\nPromise.reject(new Error('no database'));`,
      /^Could not load locustfile\.ts:\d+:16: no database \[LOCUSTFILE_BROKEN\]\n\n/,
    ],
    [
      'the file throws in a later event-loop tick',
      [],
      `${turning}\nsetTimeout(() => { throw new Error('no database'); }, 0);`,
      /^Could not load locustfile\.ts:\d+:\d+: no database \[LOCUSTFILE_BROKEN\]\n\n/,
    ],
  ])('is reported once, with exit code 1, if %s', (_, args, text, message) => expectError(tsloc, args, text, message));

  it('is reported if a file awaits a promise that never settles', async () => {
    const cwd = folderWith({ 'a.mts': 'await new Promise(() => {});' });
    const { stderr, exitCode } = await tsloc(['-f', 'a.mts'], { cwd });
    expect(stderr).toMatch(/^tsloc: error: Could not load \/.*a\.mts: it ended the process\. \[LOCUSTFILE_BROKEN\]\n/);
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('help and version', () => {
  const cwd = folderWith({ 'locustfile.ts': "throw new Error('loaded');" });

  it.each([
    [
      ['-h'],
      /^Usage: tsloc \[options\] \[UserClass \.\.\.\]\n[\s\S]*\nSubcommands:\n {2}demo .*\n(?: {2}\w+ .*\n)+$/,
      tsloc,
    ],
    [
      ['demo', '--help'],
      /^Usage: tsloc demo \[options\] \[UserClass \.\.\.\]\n[\s\S]*--serve-only[\s\S]*\nWithout run options: .*\n$/,
      inSession,
    ],
    [['-V'], /^tsloc \d+\.\d+\.\d+ from \/.* \(Node v\d+\.\d+\.\d+\)\n$/, tsloc],
  ])('%j is on stdout, with exit code 0, without loading the file', async (args, text, run) => {
    const { stdout, stderr, exitCode } = await run(args, { cwd });
    expect(stdout).toMatch(text);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });
});
