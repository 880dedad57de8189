import { describe, expect, it } from 'vitest';
import { superviseLoading } from '../../../src/cli/loading/supervise-loading.js';
import { Terminal } from '../../../src/cli/terminal/terminal.js';
import { folderWith, startTsloc } from '../../helpers/processes/cli.js';

it('returns the result and leaves no listeners; errors are tested with the command', async () => {
  const events = ['uncaughtException', 'unhandledRejection', 'exit'];
  const counts = () => events.map((event) => process.listenerCount(event));
  const before = counts();
  const terminal = new Terminal({ write: () => {} });
  let during: number[] = [];
  const load = async () => {
    during = counts();
    return 5;
  };
  expect(await superviseLoading(terminal, load)).toBe(5);
  expect(during).toEqual(before.map((count) => count + 1));
  await expect(superviseLoading(terminal, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(counts()).toEqual(before);
});

describe.concurrent('a file that blocks the event loop while it is loaded', () => {
  it('is reported with the source location, and a signal ends the process', async () => {
    const text =
      'const word = new Int32Array(new SharedArrayBuffer(4));\nfunction wait() {\n  for (;;) Atomics.wait(word, 0, 0, 20);\n}\nwait();\n';
    const cwd = folderWith({ 'locustfile.ts': text });
    const command = startTsloc(['--csv', ''], { cwd });
    await command.printed(
      /loading .*locustfile\.ts has blocked the event loop for 5 s; .* Blocked at:\n(?: +at Atomics.*\n)? +at .*locustfile\.ts:3:\d+/,
    );
    command.kill('SIGTERM');
    await command.ended;
    expect(command.child.signalCode).toBe('SIGTERM');
  });

  it('is an error after a minute more, and nothing follows it', async () => {
    // A hundred times faster, so that the minute is less than a second.
    const clock = 'const { now } = performance;\nperformance.now = () => 100 * now.call(performance);\n';
    const block = 'const word = new Int32Array(new SharedArrayBuffer(4));\nfor (;;) Atomics.wait(word, 0, 0, 20);\n';
    const cwd = folderWith({ 'locustfile.ts': clock + block });
    const { stderr, exitCode } = await startTsloc([], { cwd }).ended;
    expect(stderr).toMatch(/has blocked the event loop for 5 s; /);
    expect(stderr).toMatch(/locustfile\.ts:4:\d+: Expected it to load within a minute, .* \[LOCUSTFILE_BROKEN\]\n/);
    expect(stderr).not.toContain('debugger');
    expect(exitCode).toBe(1);
  });
});
