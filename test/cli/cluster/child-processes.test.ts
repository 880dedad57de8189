import { expect, it } from 'vitest';
import { ChildProcesses } from '../../../src/cli/cluster/child-processes.js';
import { Log } from '../../../src/util/log/log.js';
import { folderWith } from '../../helpers/processes/cli.js';

function start(script: string, count = 2) {
  const lines: string[] = [];
  const cwd = folderWith({ 'child.mjs': script });
  const logger = new Log('INFO', (line) => lines.push(line.replace(/^.*?\//, ''))).logger('x');
  const children = new ChildProcesses({
    script: `${cwd}/child.mjs`,
    argv: ['a'],
    env: process.env,
    count,
    kind: 'ipc',
    print: (line) => lines.push(`out ${line}`),
    write: (line) => lines.push(line),
    logger,
  });
  return { children, lines };
}

it('passes on what children write, and resolves with the highest exit code', async () => {
  const { children, lines } = start(
    "console.log('hi', process.argv[2]); console.error(process.env.TSLOC_CHILD_OF); process.exit(0)",
  );
  expect(await children.ended()).toBe(0);
  await expect.poll(() => lines.toSorted()).toEqual(['ipc', 'ipc', 'out hi a', 'out hi a']);
});

it('says that a child has ended, and how', async () => {
  const { children, lines } = start('process.exit(7)', 1);
  const codes: (number | null)[] = [];
  children.onCrash = (code) => codes.push(code);
  expect(await children.ended()).toBe(7);
  expect([codes, lines.join()]).toEqual([
    [7],
    expect.stringMatching(/ERROR\/x: Worker process \d+ has ended \(exit code 7\)\./),
  ]);
});

it('kills what does not end', async () => {
  const { children, lines } = start('process.on("disconnect", () => {}); setInterval(() => {}, 1000)', 1);
  await children.end();
  expect([children.processes[0]?.signalCode, lines.join()]).toEqual([
    'SIGKILL',
    expect.stringContaining('they are killed'),
  ]);
});
