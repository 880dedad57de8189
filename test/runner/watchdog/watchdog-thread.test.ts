import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith } from '../../helpers/processes/cli.js';

const thread = pathToFileURL(join(root, 'dist/runner/watchdog/watchdog-thread.js')).href;

/** A program that has a heartbeat every 20 ms, is checked equally often, and runs `body` after a delay. */
const program = (body: string) => `
  import { Worker } from 'node:worker_threads';
  const heartbeats = new Int32Array(new SharedArrayBuffer(4));
  const expression = 'globalThis.check(new Error().stack)';
  new Worker(new URL('${thread}'), { workerData: { heartbeats, intervalMs: 20, maxMissed: 10, expression } }).unref();
  setInterval(() => heartbeats[0]++, 20).unref();
  let checks = 0;
  const stuck = new Int32Array([1]); // not a variable: an optimised loop would not look at it again
  class Shop {
    spin() { while (Atomics.load(stuck, 0) === 1); }
    async flit() { while (Atomics.load(stuck, 0) === 1) await null; }
  }
  ${body}
`;

const runs = (body: string) =>
  new Command([join(folderWith({ 'main.mjs': program(body) }), 'main.mjs')], { cwd: root }).ended;

describe('the watchdog thread', () => {
  it.each(['spin', 'flit'])('evaluates its expression inside blocking code: %s', async (way) => {
    const { stdout, exitCode } = await runs(`
      globalThis.check = (stack) => {
        console.log(stack);
        if (stack.includes('Shop.')) stuck[0] = 0;
      };
      setTimeout(() => new Shop().${way}(), 200);
    `);
    expect(stdout).toMatch(new RegExp(`at Shop\\.${way} \\(.*main\\.mjs:\\d+:\\d+\\)`));
    expect(exitCode).toBe(0);
  });

  it('checks repeatedly', async () => {
    const { stdout } = await runs(`
      globalThis.check = () => {
        if (++checks === 3) stuck[0] = 0;
      };
      setTimeout(() => { new Shop().spin(); console.log('checks', checks); }, 200);
    `);
    expect(stdout).toBe('checks 3\n');
  });

  it('does nothing as long as there are heartbeats', async () => {
    const { stdout } = await runs(`
      globalThis.check = () => console.log('check');
      setTimeout(() => console.log('well'), 600);
    `);
    expect(stdout).toBe('well\n');
  });
});
