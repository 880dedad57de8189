import { existsSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith, userFile } from '../../helpers/processes/cli.js';

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

// biome-ignore lint/suspicious/noControlCharactersInRegex: removes them
const withoutStyles = (text: string) => text.replaceAll(/\u001b\[[\d;]*m/g, '');
const widestOf = (lines: readonly string[]) => Math.max(...lines.map((line) => stringWidth(line)));

describe.skipIf(!existsSync('/usr/bin/script')).concurrent('in a terminal', () => {
  it.each([40, 80, 200])('of %i columns, a run draws the live view, and leaves the final tables', async (columns) => {
    const shown = withoutStyles(await inTerminal(columns, []));
    const frames = shown.split('\u001b[J').filter((frame) => frame.includes('busiest'));
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) {
      const lines = frame.slice(frame.search(/(spawning|running) {3}/)).split('\r\n');
      expect(lines.some((line) => /^(GET|requests\/s) /.test(line))).toBe(true);
      expect(widestOf(lines)).toBeLessThan(columns);
    }
    const tables = shown.slice(shown.indexOf('Shutting down')).split('\r\n').slice(1);
    expect(tables.filter((line) => / ?Aggregated/.test(line))).toHaveLength(2);
    expect(widestOf(tables)).toBeLessThanOrEqual(columns);
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
