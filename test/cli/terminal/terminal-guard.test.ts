import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';

it('keeps no process from ending, and can be ended; what it does in a terminal is tested with the command', () => {
  const url = new URL('../../../src/cli/terminal/terminal-guard.ts', import.meta.url).href;
  const program = `import { guardTerminal } from '${url}'; guardTerminal('not a mode'); guardTerminal('not a mode')();`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
