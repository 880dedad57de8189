import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, requestsIn, startTsloc, userFile } from '../../helpers/processes/cli.js';

const place = /Blocked at:\n(?: +at Atomics\.\w+ .*\n)? +at .*Walker\.walk \(.*users\.ts:\d+:\d+\)/;

/** Blocks the event loop without using a core, which other tests need. */
const block = 'Atomics.wait((globalThis.cell ??= new Int32Array(new SharedArrayBuffer(4))), 0, 0, 20);';

function startWith(body: string, args: readonly string[], more = '') {
  const cwd = folderWith({ 'users.ts': userFile(`one(); ${body}`, more) });
  const prefix = join(cwd, 'out');
  return { prefix, command: startTsloc(['-f', 'users.ts', '--csv', prefix, ...args], { cwd }) };
}

describe.concurrent('a task that blocks the event loop', () => {
  it('is reported, and the run ends, with complete files and exit code 2', async () => {
    const spin = 'for (let i = 0; i < 1e6; i++);';
    const { prefix, command } = startWith(`for (;;) { ${spin} ${block} }`, ['-t', '1']);
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toMatch(place);
    expect(stderr).toContain(
      'The run time is over and the event loop is still blocked: the process ends without stopping users.',
    );
    expect(stderr).toContain('Shutting down (exit code 2)');
    expect(stderr).not.toContain('debugger');
    expect(exitCode).toBe(2);
    expect(requestsIn(prefix)).toBe(1);
  });

  it('is reported even if it awaits microtasks; Ctrl-C ends the process, and the files are written', async () => {
    const { prefix, command } = startWith(`for (;;) { await null; ${block} }`, []);
    await command.printed(place);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(130);
    expect(requestsIn(prefix)).toBe(1);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is ended by a %s that arrives before the event loop counts as blocked', async (signal, code) => {
    const body = `if (++turns === 40) { console.log('blocked'); for (;;) ${block} }`;
    const { prefix, command } = startWith(body, [], 'let turns = 0;');
    await command.printed(/blocked/);
    command.kill(signal);
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toContain(`Got ${signal} while the event loop is blocked: the process ends without stopping users.`);
    expect(stderr).toContain(`Shutting down (exit code ${code})`);
    expect(stderr).toMatch(place);
    expect(exitCode).toBe(code);
    expect(requestsIn(prefix)).toBe(40);
  });

  it('for a short time ends gracefully after a signal that arrives in that time', async () => {
    const { prefix, command } = startWith(
      `if (++turns === 1) { console.log('blocked'); for (let i = 0; i < 100; i++) ${block} }`,
      [],
      'let turns = 0;',
    );
    await command.printed(/blocked/);
    command.kill('SIGTERM');
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toContain('Got SIGTERM signal');
    expect(stderr).not.toContain('without stopping users');
    expect(exitCode).toBe(0);
    expect(requestsIn(prefix)).toBeGreaterThan(0);
  });
});

it.concurrent('a listener that blocks before the test starts is ended like a task', async () => {
  const cwd = folderWith({
    'users.ts': `${userFile('')}\nevents.testStart.addListener(function wait() { for (;;) ${block} });`,
  });
  const { stderr, exitCode } = await startTsloc(['-f', 'users.ts', '--csv', '', '-t', '1'], { cwd }).ended;
  expect(stderr).toMatch(/Blocked at:\n(?: +at Atomics\.\w+ .*\n)? +at .*users\.ts:\d+:\d+\)?/);
  expect(stderr).toContain('The run time is over and the event loop is still blocked');
  expect(exitCode).toBe(2);
});

it.concurrent('a listener that blocks from the first moment of a run on is ended by a signal', async () => {
  const listener = `events.init.addListener(function wait() { process.kill(process.pid, 'SIGTERM'); for (;;) ${block} });`;
  const cwd = folderWith({ 'users.ts': `${userFile('')}\n${listener}` });
  const { stderr, exitCode } = await startTsloc(['-f', 'users.ts', '--csv', '', '-t', '300'], { cwd }).ended;
  expect(stderr).toContain('Got SIGTERM while the event loop is blocked: the process ends without stopping users.');
  expect(exitCode).toBe(143);
});

describe('signals', () => {
  it('end the run gracefully', async () => {
    const { prefix, command } = startWith('', []);
    await command.printed(/All users spawned/);
    command.kill('SIGTERM');
    const { stderr, exitCode } = await command.ended;
    expect(stderr).toContain('Got SIGTERM signal');
    expect(exitCode).toBe(0);
    expect(requestsIn(prefix)).toBeGreaterThan(0);
  });

  it('write all results of --output, also if a second one ends the run at once', async () => {
    const stop =
      'export class Stays extends User { async onStop() { await new Promise(() => {}); } @task go() { one(); } }';
    const text = `${userFile('one();').split('export class')[0]}${stop}\n`;
    const cwd = folderWith({ 'users.ts': text });
    const command = startTsloc(['-f', 'users.ts', '--output', 'out', '--stop-timeout', '60'], { cwd });
    await command.printed(/All users spawned/);
    command.kill('SIGINT');
    await command.printed(/Got Ctrl-C/);
    command.kill('SIGINT');
    expect((await command.ended).exitCode).toBe(130);
    const name = readdirSync(join(cwd, 'out')).find((one) => one.endsWith('_metrics.json'));
    expect(JSON.parse(readFileSync(join(cwd, 'out', name as string), 'utf8'))).toMatchObject({ exit_code: 130 });
  });
});

it('report the source location of a process.exit in a task, and keep its exit code', async () => {
  const { command } = startWith('process.exit(7);', []);
  const { stderr, exitCode } = await command.ended;
  expect(stderr).toMatch(/process\.exit\(7\) was called: .*\n +at .*Walker\.walk \(.*users\.ts:\d+:\d+\)\n\[/);
  expect(exitCode).toBe(7);
});
