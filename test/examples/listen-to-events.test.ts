import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { demoService } from '../helpers/processes/demo-run.js';

const file = join(root, 'examples/listen-to-events.ts');

/** Ten requests, through the real command. */
async function runExample(...args: string[]) {
  const { url } = await demoService();
  return tsloc(['-f', file, '-H', url, '--csv', '', '--only-summary', '-i', '10', ...args], { cwd: folderWith() });
}

describe('examples/listen-to-events.ts', () => {
  it('prints the start, and the end with the number of slow requests', async () => {
    const { stdout, stderr, exitCode } = await runExample('--slow-after', '10000');
    expect([stdout, exitCode], stderr).toEqual(['the test starts\nthe test ends: 0 slow requests\n', 0]);
  });

  it('sets the exit code by its custom option', async () => {
    const { stdout, stderr, exitCode } = await runExample('--slow-after', '0');
    expect([stdout, exitCode], stderr).toEqual(['the test starts\nthe test ends: 10 slow requests\n', 3]);
  });

  it('shows its option in the help', async () => {
    const { stdout } = await runExample('--help');
    expect(stdout).toMatch(/--slow-after <value> +Milliseconds that count as slow/);
  });
});
