import { expect, it } from 'vitest';
import { createTerminalMode } from '../../src/cli/terminal-mode.js';

it('is none where stdin is no terminal of this process; with one, it is tested with the command', () => {
  expect(process.stdin.isTTY ? null : createTerminalMode()).toBeNull();
});
