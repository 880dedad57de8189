import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';

/** Runs it against a server with one error in `good` + 1 responses. */
async function runAgainst(good: number, ...args: string[]) {
  let answers = 0;
  const { url } = await serve((_, response) => {
    response.statusCode = answers++ % (good + 1) === good ? 500 : 200;
    response.end();
  });
  const file = join(root, 'examples/threshold-stop.ts');
  return tsloc(['-f', file, '-H', url, '--csv', '', '--only-summary', '-u', '5', '-r', '100', ...args], {
    cwd: folderWith(),
  });
}

describe('examples/threshold-stop.ts', () => {
  it('ends the test, with exit code 4, when more than a fifth of the requests failed', async () => {
    const { stdout, stderr, exitCode } = await runAgainst(2);
    const [, failed, all] = /^(\d+) of (\d+) requests failed: stopping\n$/.exec(stdout) ?? [];
    expect(Number(all), stderr).toBeGreaterThanOrEqual(20);
    expect(Number(failed) / Number(all)).toBeGreaterThan(0.2);
    expect(exitCode).toBe(4);
  });

  it('does not end the test if fewer failed', async () => {
    const { stdout, exitCode } = await runAgainst(9, '-i', '150');
    expect([stdout, exitCode]).toEqual(['', 1]);
  });
});
