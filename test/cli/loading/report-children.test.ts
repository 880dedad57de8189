import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { reportChildren } from '../../../src/cli/loading/report-children.js';

it('reports the process id of each child, which runs unchanged', async () => {
  const childProcess = { spawn };
  const pids: unknown[] = [];
  reportChildren(childProcess, (pid) => pids.push(pid));
  const child = childProcess.spawn(process.execPath, ['-e', 'process.exit(7)']);
  expect(pids).toEqual([child.pid]);
  expect(await once(child, 'exit')).toEqual([7, null]);
});
