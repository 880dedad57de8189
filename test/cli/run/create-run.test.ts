import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';

/** Runs the command in a pseudo-terminal of this width for some seconds; returns its output. */
async function inTerminal(
  columns: number,
  seconds: number,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<string> {
  const cwd = folderWith({ 'locustfile.ts': userFile('one();') });
  const program = `exec script -qec "stty cols ${columns} rows 24; $(printf "'%s' " "$@")" /dev/null`;
  const surroundings = { cwd, env: { TERM: 'xterm', ...env }, through: ['sh', '-c', program, 'sh'] };
  return (await tsloc(['--csv', '', '-t', String(seconds), ...args], surroundings)).stdout;
}

/** One request that fails, and the end. */
const failingOnce = userFile("one('no'); this.environment.runner?.quit();");

// biome-ignore lint/suspicious/noControlCharactersInRegex: removes them
const withoutStyles = (text: string) => text.replaceAll(/\u001b\[[\d;]*m/g, '');
const widestOf = (lines: readonly string[]) => Math.max(...lines.map((line) => stringWidth(line)));

describe.skipIf(!existsSync('/usr/bin/script')).concurrent('in a terminal', () => {
  it.each([40, 80, 200])('of %i columns, a run draws the live view, and leaves the final tables', async (columns) => {
    const shown = withoutStyles(await inTerminal(columns, 2));
    const frames = shown.split('\r\u001b[2K').filter((frame) => frame.includes('busiest'));
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
    const shown = await inTerminal(120, 1, args, env);
    expect(shown).not.toContain('busiest');
    expect(shown.match(/Type +Name +# reqs/g)?.length).toBeGreaterThan(1);
  });
});

describe('what a run leaves', () => {
  it('is JSON on stdout only, and a file with .json appended', async () => {
    const cwd = folderWith({ 'locustfile.ts': failingOnce });
    const { stdout, stderr, exitCode } = await tsloc(['--json', '--json-file', 'out', '--csv', ''], { cwd });
    expect(JSON.parse(stdout)).toMatchObject([{ name: '/a', method: 'GET', num_requests: 1, num_failures: 1 }]);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe(stdout);
    expect(stderr).toContain('Response time percentiles');
    expect(exitCode).toBe(1);
  });

  it('is a step summary on GitHub with the verdict of the run, not only that of its targets', async () => {
    const cwd = folderWith({ 'locustfile.ts': failingOnce });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { stderr, exitCode } = await tsloc(['--csv', '', '--target', 'target: p95 < 60s'], { cwd, env });
    expect(exitCode).toBe(1);
    const failed = '### Load test locustfile.ts: failed (exit code 1)\n\nAll thresholds are met, but requests failed';
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8').startsWith(failed)).toBe(true);
    expect(stderr).toMatch(/^::error title=Failed requests::1× GET \/a: no$/m);
  });
});
