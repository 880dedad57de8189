import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Command, folderWith, userFile } from '../../helpers/cli.js';
import { root } from '../../helpers/source-files.js';

/** Runs the command in a pseudo-terminal of this width; returns its output. */
async function inTerminal(columns: number, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const cwd = folderWith({ 'locustfile.ts': userFile('one();') });
  const words = [process.execPath, join(root, 'bin/tsloc.js'), '--csv', '', '-t', '2', ...args].map(
    (word) => `'${word}'`,
  );
  const line = `stty cols ${columns} rows 24; ${words.join(' ')}`;
  const call = `spawnSync('script', ['-qec', ${JSON.stringify(line)}, '/dev/null'], { stdio: 'inherit' })`;
  const program = `require('node:child_process').${call}`;
  const command = new Command(['-e', program], { cwd, env: { TERM: 'xterm', ...env } });
  return (await command.ended).stdout;
}

describe.skipIf(!existsSync('/usr/bin/script')).concurrent('in a terminal', () => {
  it.each([40, 80, 200])('of %i columns, a run draws the live view, and leaves the final tables', async (columns) => {
    const shown = await inTerminal(columns, []);
    const frames = shown.split('\u001b[J').filter((frame) => frame.includes('busiest'));
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) {
      const lines = (frame.split('Response time percentiles')[0] as string)
        .split('\r\n')
        .filter((one) => /^(users|p95|GET) /.test(one));
      for (const text of lines) expect(text.length).toBeLessThan(columns + 20);
    }
    expect(shown.match(/Type +Name/g)).toHaveLength(2);
  });

  it.each([
    [['--plain'], {}],
    [['--print-stats'], {}],
    [[], { CI: 'true' }],
    [[], { NO_COLOR: '1' }],
    [[], { TERM: 'dumb' }],
  ] as const)('with %j and %j, it prints Locust’s tables', async (args, env) => {
    const shown = await inTerminal(120, args, env);
    expect(shown).not.toContain('busiest');
    expect(shown.match(/Type +Name +# reqs/g)?.length).toBeGreaterThan(1);
  });
});
