import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { root } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { isLikely } from '../helpers/processes/demo-run.js';

describe('examples/manual-stats.ts', () => {
  it('counts jobs as requests, and prints the totals at the end', async () => {
    const cwd = folderWith();
    const args = '--csv out --only-summary -u 10 -r 100 --iterations-per-user 10 --seed 1'.split(' ');
    const { stdout, stderr, exitCode } = await tsloc(['-f', join(root, 'examples/manual-stats.ts'), ...args], { cwd });
    const [row] = readCsv(join(cwd, 'out_stats.csv'));
    expect(row, stderr).toMatchObject({ Type: 'JOB', Name: 'thumbnail', 'Request Count': '100' });
    const failed = Number(row?.['Failure Count']);
    expect(isLikely(failed, 100, 0.2)).toBe(true);
    expect(Number(row?.['Min Response Time'])).toBeGreaterThan(0);
    expect(stdout).toBe(`100 jobs, ${failed} failed, ${100 * 2048} bytes\n`);
    expect(exitCode).toBe(1);
  });
});
