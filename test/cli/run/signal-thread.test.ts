import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith } from '../../helpers/processes/cli.js';

const module = pathToFileURL(join(root, 'dist/cli/run/signal-thread.js')).href;

/** A program with the thread alone, and a main thread that gets SIGTERM and never runs its event loop. */
const program = (isBlocked: boolean) => `
  import { isMainThread, Worker, workerData } from 'node:worker_threads';
  import countSignals, { signalThreadOptions } from '${module}';
  const shared = () => new Int32Array(new SharedArrayBuffer(4));
  if (isMainThread) {
    const data = { names: ['SIGTERM'], numbers: [15], received: shared(), delivered: shared(), state: shared() };
    const thread = new Worker(new URL(import.meta.url), { workerData: data, execArgv: [...signalThreadOptions] });
    thread.on('error', (error) => console.log(error.message));
    process.on('SIGTERM', () => {});
    while (data.state[0] === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    process.kill(process.pid, 'SIGTERM');
    const start = Date.now();
    while (Date.now() - start < 20_000) {
      Atomics.wait(data.state, 0, 1, 20);
      if (${!isBlocked} && Date.now() - start > 12_000) break;
    }
    console.log(data.received[0]);
    process.exit();
  } else countSignals(workerData, () => ${isBlocked});
`;

const run = (isBlocked: boolean) => new Command(['main.mjs'], { cwd: folderWith({ 'main.mjs': program(isBlocked) }) });

describe.concurrent('the thread that counts signals', () => {
  it('kills the process if a signal has no effect for ten seconds because the event loop is blocked', async () => {
    const command = run(true);
    const { stdout, stderr } = await command.ended;
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^tsloc: got SIGTERM while native code blocks the event loop: the process is killed; .*\n$/);
    expect(command.child.signalCode).toBe('SIGKILL');
  });

  it('only counts as long as it is not', async () => {
    expect(await run(false).ended).toEqual({ stdout: '1\n', stderr: '', exitCode: 0 });
  });
});
