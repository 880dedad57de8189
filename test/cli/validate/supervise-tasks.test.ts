import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTaskWatchdog, superviseTasks } from '../../../src/cli/validate/supervise-tasks.js';
import { folderWith, startTsloc, tsloc, userFile } from '../../helpers/processes/cli.js';

afterEach(() => void vi.useRealTimers());

it('returns the result and leaves no listeners', async () => {
  const events = ['uncaughtException', 'unhandledRejection', 'exit'];
  const counts = () => events.map((event) => process.listenerCount(event));
  const before = counts();
  let during: number[] = [];
  const work = async () => {
    during = counts();
    return 5;
  };
  expect(await superviseTasks(() => {}, work)).toBe(5);
  expect(during).toEqual(before.map((count) => count + 1));
  await expect(
    superviseTasks(
      () => {},
      () => Promise.reject(new Error('x')),
    ),
  ).rejects.toThrow('x');
  expect(counts()).toEqual(before);
});

it('ends the process after a minute of blocking code', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const lines: string[] = [];
  const watchdog = createTaskWatchdog(
    (line) => lines.push(line),
    () => lines.push('end'),
  );
  watchdog.onBlocked('    at walk (users.ts:1:2)');
  vi.advanceTimersByTime(59_999);
  watchdog.onStillBlocked();
  watchdog.onUnblocked();
  watchdog.onBlocked('    at rest (users.ts:3:4)');
  vi.advanceTimersByTime(59_999);
  watchdog.onStillBlocked();
  expect(lines).toEqual([
    expect.stringMatching(/has been blocked for 5 s.*\n {4}at walk/),
    expect.stringMatching(/\n {4}at rest/),
  ]);
  vi.advanceTimersByTime(1);
  watchdog.onStillBlocked();
  expect(lines.slice(2)).toEqual(['  stopped: the event loop is still blocked', 'end']);
});

describe.concurrent('a task', () => {
  it.each([
    [0, 1],
    [7, 7],
  ])('that calls process.exit(%i) is reported, with exit code %i', async (given, exitCode) => {
    const cwd = folderWith({ 'locustfile.ts': userFile(`one(); process.exit(${given});`) });
    const outcome = await tsloc(['validate'], { cwd });
    expect(outcome).toEqual({ stdout: expect.any(String), stderr: '', exitCode });
    expect(outcome.stdout).toMatch(/ {5}5 ms\n {2}process\.exit\(\d\) was called: the other tasks do not run\n$/);
  });

  it('that blocks the event loop is reported with its location, and a signal ends the process', async () => {
    const block = 'Atomics.wait((globalThis.cell ??= new Int32Array(new SharedArrayBuffer(4))), 0, 0, 20);';
    const cwd = folderWith({ 'locustfile.ts': userFile(`for (;;) ${block}`) });
    const command = startTsloc(['validate'], { cwd });
    await command.printed(/blocked for 5 s; .* Blocked at:\n(?: +at Atomics.*\n)? +at .*locustfile\.ts:\d+:\d+/);
    command.kill('SIGTERM');
    expect((await command.ended).stderr).toBe('');
    expect(command.child.signalCode).toBe('SIGTERM');
  });
});
