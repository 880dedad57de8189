/** Commands in a pseudo-terminal, which Python brings. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../files/source-files.js';

/** False where Python or its module `pty` is missing: skip the tests that need a pseudo-terminal. */
export const hasPseudoTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** The words before a command that run it in one of `columns`; each of `steps` types keys when a text is shown. */
export function inPseudoTerminal(columns: number, steps: readonly string[] = []): string[] {
  return ['python3', join(root, 'test/helpers/processes/pseudo_terminal.py'), String(columns), ...steps, '--'];
}
