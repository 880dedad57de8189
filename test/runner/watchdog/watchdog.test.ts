import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith } from '../../helpers/processes/cli.js';

const script = (body: string) => `
  import { fileURLToPath } from 'node:url';
  import { isMainThread, Worker } from 'node:worker_threads';
  import { run, User } from '${join(root, 'dist/index.js')}';
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  let block = () => {};
  class Shop extends User { static tasks = [async () => { block(); await sleep(1); }]; }
  const one = () => run({ userClasses: [Shop], iterations: 1, log: () => {} });
  const watchdogs = () => [1, 2, 3].filter((n) => Symbol.for('tsloc.watchdog.' + n) in globalThis).length;
  ${body}
`;

const start = (body: string, options: readonly string[] = []) => {
  const cwd = folderWith({ 'main.mjs': script(body) });
  return new Command([...options, 'main.mjs'], { cwd });
};

describe.concurrent('the watchdog', () => {
  it('is shared by runs, ends some seconds after the last one, and starts again', async () => {
    const { stdout } = await start(`
      await one();
      await Promise.all([one(), one()]);
      console.log(watchdogs());
      while (watchdogs() > 0) await sleep(50);
      await one();
      console.log(watchdogs());
    `).ended;
    expect(stdout).toBe('1\n1\n');
  });

  it('does not keep the process alive', async () => {
    const { stdout, exitCode } = await start(`
      await one();
      process.on('exit', () => console.log(watchdogs()));
    `).ended;
    expect(stdout).toBe('1\n'); // the process has ended before the thread
    expect(exitCode).toBe(0);
  });

  it('says nothing of an event loop that is blocked between two runs', async () => {
    const { stdout, stderr } = await start(`
      await one();
      await sleep(1500);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8_000);
      await one();
      console.log('ended');
    `).ended;
    expect({ stdout, stderr }).toEqual({ stdout: 'ended\n', stderr: '' });
  });

  it('loads a module beforehand, and runs it later, with its data', async () => {
    const cwd = folderWith({
      'task.mjs': `
        import { writeFileSync, writeSync } from 'node:fs';
        writeSync(1, 'loaded\\n');
        writeFileSync(new URL('loaded', import.meta.url), '');
        export default ({ shared }) => { writeSync(1, 'ran\\n'); Atomics.store(shared, 0, 1); Atomics.notify(shared, 0); };
      `,
      'main.mjs': `
        import { existsSync, writeSync } from 'node:fs';
        import { extendWatchdog, preloadInWatchdog, startWatchdog } from '${join(root, 'dist/runner/watchdog/watchdog.js')}';
        const module = new URL('task.mjs', import.meta.url);
        const data = { shared: new Int32Array(new SharedArrayBuffer(4)) };
        writeSync(1, extendWatchdog({ module, data }) + '\\n');
        startWatchdog({ onBlocked() {}, onStillBlocked() {}, onUnblocked() {} });
        preloadInWatchdog(module);
        while (!existsSync(new URL('loaded', import.meta.url))) await new Promise((resolve) => setTimeout(resolve, 1));
        writeSync(1, 'extending\\n');
        const hasThread = extendWatchdog({ module, data });
        Atomics.wait(data.shared, 0, 0);
        writeSync(1, hasThread + '\\n');
        process.exit();
      `,
    });
    const { stdout } = await new Command(['main.mjs'], { cwd }).ended;
    expect(stdout).toBe('false\nloaded\nextending\nran\ntrue\n');
  });

  it('says on stderr that a thread other than the main one is blocked', async () => {
    const command = start(`
      if (isMainThread) new Worker(fileURLToPath(import.meta.url));
      else {
        block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        await one();
      }
    `);
    await command.printed(/tsloc: the event loop has been blocked for 5 s; its code cannot be located\.\n/);
    command.kill('SIGKILL');
    await command.ended;
  });

  it('is left out under a debugger', async () => {
    const { stdout } = await start('await one(); console.log(watchdogs());', ['--inspect=127.0.0.1:0']).ended;
    expect(stdout).toBe('0\n');
  });
});
