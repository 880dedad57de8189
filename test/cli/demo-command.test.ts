import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoDescription, demoOptions } from '../../src/cli/demo-command.js';
import { readCommand } from '../../src/cli/options/command.js';
import type { Options } from '../../src/core/options/options.js';
import { root } from '../helpers/files/source-files.js';
import { Command, folderWith, freePort, isFree, requestsIn, startTsloc, tsloc } from '../helpers/processes/cli.js';
import { commandSession } from '../helpers/processes/command-session.js';

const inSession = commandSession();

function optionsOf(argv: readonly string[], env: Record<string, string> = {}): Options {
  const request = readCommand({ ...demoDescription, version: '1' }, argv, { env });
  if (request.kind !== 'run') throw new Error(request.text);
  return demoOptions(request, 'http://127.0.0.1:1234', '/tsloc');
}

describe('the options of tsloc demo', () => {
  it('are those of the main job on the bundled users: 1,000 users, 50 a second, a minute, time to finish', () => {
    expect(optionsOf([])).toMatchObject({
      locustfile: '/tsloc/users/audio.ts,/tsloc/users/api.ts,/tsloc/users/admin.ts',
      host: 'http://127.0.0.1:1234',
      numUsers: 1000,
      spawnRate: 50,
      runTime: 60,
      stopTimeout: 10,
      autostart: true,
      autoquit: 0,
    });
  });

  it('are those of the command line, including 0', () => {
    const argv = ['-u', '20', '-r', '5', '-t', '0', '-s', '0', '--csv', 'x', 'AudioUser'];
    expect(optionsOf(argv)).toMatchObject({
      numUsers: 20,
      spawnRate: 5,
      runTime: 0,
      stopTimeout: 0,
      csvPrefix: 'x',
      userClasses: ['AudioUser'],
    });
  });

  it('never send load to another host', () => {
    expect(optionsOf([], { LOCUST_HOST: 'http://example.com', LOCUST_LOCUSTFILE: 'x.ts' }).host).toBe(
      'http://127.0.0.1:1234',
    );
    expect(() => optionsOf(['-H', 'http://example.com'])).toThrow(
      'argument -H/--host: not allowed with demo, which sets it itself',
    );
    expect(() => optionsOf(['-f', 'x.ts'])).toThrow(
      'argument -f/--locustfile: not allowed with demo, which sets it itself',
    );
  });
});

describe.concurrent('tsloc demo', () => {
  it('runs the bundled users against a service that counts the same number of requests, and leaves nothing behind', async () => {
    const cwd = folderWith();
    const port = await freePort();
    const args = ['-u', '20', '-r', '20', '-t', '2', '--csv', 'out', '--only-summary', '--port', String(port)];
    const { exitCode, stdout, stderr } = await tsloc(['demo', ...args], { cwd });
    expect(stderr).toContain('{"AdminUser": 2, "ApiUser": 7, "AudioUser": 11} (20 total users)');
    const requests = requestsIn(join(cwd, 'out'));
    expect(requests).toBeGreaterThan(20);
    expect(stderr).toContain(`The service counted ${requests} requests, the same as the ${requests} of this run.\n`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await isFree(port)).toBe(true);
  });

  it('stops its service on Ctrl-C, after the users, and has the exit code of the run', async () => {
    const port = await freePort();
    const command = startTsloc(['demo', '-u', '3', '-r', '9', '--csv', '', '--port', String(port)], {
      cwd: folderWith(),
      inTerminal: true,
    });
    await command.printed(/All users spawned/);
    command.kill('SIGINT');
    const { exitCode, stderr } = await command.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('Error report');
    expect(stderr).toMatch(/The service counted (\d+) requests, the same as the \1 of this run\.\n$/);
    expect(await isFree(port)).toBe(true);
  });

  it('ends its service even when it is killed', async () => {
    const port = await freePort();
    const command = startTsloc(['demo', '-u', '1', '--csv', '', '--port', String(port)], { cwd: folderWith() });
    await command.printed(/All users spawned/);
    expect(await isFree(port)).toBe(false);
    command.kill('SIGKILL');
    await command.ended;
    await expect.poll(() => isFree(port), { timeout: 30_000 }).toBe(true);
  });

  it('passes fault options to the service, so that the run fails', async () => {
    const args = ['demo', 'AdminUser', '-u', '1', '-t', '1', '--csv', '', '--error-rate', '1', '--latency-scale', '0'];
    const { exitCode, stderr } = await inSession(args, { cwd: folderWith() });
    expect(stderr).toMatch(/^\d+ +GET \/\S+: HTTPError\('500 Server Error: /m);
    expect(exitCode).toBe(1);
  });

  it.each([
    [['--port', 'abc'], "argument --port: expected a number from 0 to 65535, got 'abc' [BAD_OPTION]"],
    [
      ['--port', '80.5'],
      'Expected port of the sample service to be a whole number from 0 to 65535, got 80.5. [BAD_OPTION]',
    ],
    [['--error-rate', '2'], "argument --error-rate: expected a number from 0 to 1, got '2' [BAD_OPTION]"],
    [
      ['--serve-only', '--latency-scale='],
      "argument --latency-scale: expected a number from 0 to 1000, got '' [BAD_OPTION]",
    ],
    [
      ['--processes', '4'],
      'argument --processes: not allowed with demo, which runs its users in one process [BAD_OPTION]',
    ],
    [['--master'], 'argument --master: not allowed with demo, which runs its users in one process [BAD_OPTION]'],
    [['--worker'], 'argument --worker: not allowed with demo, which runs its users in one process [BAD_OPTION]'],
  ])('refuses %j in one line', async (args, message) => {
    const outcome = await inSession(['demo', ...args], { cwd: folderWith() });
    expect(outcome).toEqual({ stdout: '', stderr: `tsloc: error: ${message}\n`, exitCode: 2 });
  });

  it('refuses variables of several nodes, but not those of one', async () => {
    const refused = await inSession(['demo'], { cwd: folderWith(), env: { LOCUST_PROCESSES: '4' } });
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('argument --processes: not allowed'),
    ]);
    const args = ['demo', 'ApiUser', '-u', '1', '-t', '1', '--csv', '', '--latency-scale', '0'];
    const { stderr } = await inSession(args, { cwd: folderWith(), env: { LOCUST_PROCESSES: '0' } });
    expect(stderr).toContain('The service counted');
  });

  it('ends its service if the run cannot start', async () => {
    const port = await freePort();
    const { exitCode, stderr } = await inSession(['demo', 'Nobody', '--port', String(port)], { cwd: folderWith() });
    expect(stderr).toMatch(
      /\ntsloc: error: Unknown User\(s\): Nobody \[UNKNOWN_USER\]\nAvailable: AudioUser, ApiUser, AdminUser\n$/,
    );
    expect(exitCode).toBe(1);
    expect(await isFree(port)).toBe(true);
  });
});

describe.concurrent('tsloc demo --serve-only', () => {
  it('prints its address, serves, and ends on Ctrl-C with exit code 0', async () => {
    const command = startTsloc(['demo', '--serve-only', '--port', '0'], { cwd: folderWith() });
    const url = await command.printed(/listens at (http:\S+) \(Ctrl-C ends it\)\.\n/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await (await fetch(`${url}/__counts`)).json()).toEqual({ 'GET /health': 1 });
    command.kill('SIGINT');
    expect(await command.ended).toMatchObject({ exitCode: 0, stdout: '' });
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it.each([
    ['', 'process.execPath, process.argv.slice(2)'],
    [' through a shell', "'sh', ['-c', '\"$@\"; exit 0', 'sh', process.execPath, ...process.argv.slice(2)]"],
  ])('ends when the npx that started it%s ends', async (_, program) => {
    const cwd = folderWith({
      'npx.mjs': `import { spawn } from 'node:child_process';
        spawn(${program}, { stdio: 'inherit', env: { ...process.env, npm_command: 'exec' } });`,
    });
    const bin = join(root, 'bin/tsloc.js');
    const command = new Command([join(cwd, 'npx.mjs'), bin, 'demo', '--serve-only', '--port', '0'], { cwd });
    const url = await command.printed(/listens at (http:\S+) /);
    command.kill('SIGKILL');
    await command.ended; // its output is closed when the service has ended, too
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('reports a port that is in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const outcomes = await Promise.all(
      [['--serve-only'], []].map((args) => inSession(['demo', ...args, '--port', String(port)], { cwd: folderWith() })),
    );
    other.close();
    const message = `tsloc: error: Expected port ${port} of 127.0.0.1 to be free, but another program listens there. [PORT_IN_USE]
End that program, or choose another port with --port (0 for any free one).\n`;
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    expect(outcomes[0]?.stderr).toBe(message);
    expect(outcomes[1]?.stderr).toContain(message);
  });
});
