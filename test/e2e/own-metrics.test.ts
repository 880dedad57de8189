/** Custom metrics from a user's file to the table and the file, with the real command. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { folderWith, tsloc, userFile } from '../helpers/processes/cli.js';

it('prints and writes what a test records, in whatever folder it runs', async () => {
  const cwd = folderWith({
    'a.ts': userFile(`one();
      this.metrics.trend('quality', 0.25 * (1 + this.walks++));
      this.metrics.counter('tokens').add(12);
      this.metrics.rate('even', this.walks % 2 === 0);
      this.metrics.gauge('walks', this.walks);`).replace('@task', 'walks = 0;\n@task'),
  });
  const { exitCode, stderr } = await tsloc(['-f', 'a.ts', '-i', '4', '--csv', 'out', '--only-summary'], { cwd });
  expect(stderr).toMatch(/^Custom metrics\nType +Name +# values +Value +Per sec .*\n-+\|.*\n(\w+ .*\n){4}-+\|/m);
  expect(stderr).toMatch(/^rate +even +4 +50\.00%$/m);
  const rows = Object.fromEntries(readCsv(join(cwd, 'out_metrics.csv')).map((row) => [row.Name, row]));
  expect(rows).toMatchObject({
    quality: { Type: 'trend', Count: '4', Average: '0.625', Min: '0.25', Max: '1', '50%': '0.75', '5%': '0.25' },
    tokens: { Type: 'counter', Count: '4', Value: '48' },
    even: { Type: 'rate', Value: '0.5' },
    walks: { Type: 'gauge', Value: '4', Min: '1', Max: '4' },
  });
  expect(stderr).toContain('out_metrics.csv');
  expect(exitCode).toBe(0);
});

it('writes no such file for a test without custom metrics', async () => {
  const cwd = folderWith({ 'a.ts': userFile('one();') });
  const { stderr } = await tsloc(['-f', 'a.ts', '-i', '1', '--csv', 'out', '--only-summary'], { cwd });
  expect([existsSync(join(cwd, 'out_metrics.csv')), stderr.includes('Custom metrics')]).toEqual([false, false]);
});
