import { expect, it } from 'vitest';
import { createTerminalMode } from '../../../src/cli/terminal/terminal-mode.js';

it('is null if stdin is not a terminal of this process; with one, it is tested with the command', () => {
  expect(process.stdin.isTTY ? null : createTerminalMode()).toBeNull();
});
