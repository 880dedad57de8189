import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportCommand } from '../../src/cli/report-command.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

/** The prefix of four files of Locust. */
function locustFiles(names = ['stats', 'stats_history', 'failures', 'exceptions']): string {
  const folder = temporaryFolder();
  for (const name of names)
    copyFileSync(new URL(`../golden/locust/${name}.csv`, import.meta.url), join(folder, `run_${name}.csv`));
  return join(folder, 'run');
}

describe('tsloc report', () => {
  it('makes PREFIX.html from the files, and prints its path', () => {
    const prefix = locustFiles();
    expect(reportCommand([prefix])).toBe(`${prefix}.html\n`);
    expect(readFileSync(`${prefix}.html`, 'utf8')).toContain('"is_report":true');
  });

  it('accepts the name of the first file, another path and a theme', () => {
    const first = locustFiles();
    expect(reportCommand([`${first}_stats.csv`])).toBe(`${first}.html\n`);
    const prefix = locustFiles(['stats']);
    reportCommand([`${prefix}_stats.csv`, `--html=${prefix}/sub/x.html`, '--theme', 'dark']);
    expect(readFileSync(`${prefix}/sub/x.html`, 'utf8')).toContain('window.theme = "dark"');
  });

  it.each([
    [[], 'BAD_OPTION'],
    [['a', 'b'], 'BAD_OPTION'],
    [['--bogus'], 'BAD_OPTION'],
    [['a', '--theme', 'blue'], 'BAD_OPTION'],
    [['a', '--html'], 'BAD_OPTION'],
    [['/no/such/run'], 'CSV_NOT_READABLE'],
  ])('refuses %j', (argv, code) => expect(() => reportCommand(argv)).toThrow(expect.objectContaining({ code })));

  it('refuses a file that is cut inside quotation marks, and names it', () => {
    const prefix = locustFiles();
    const [header] = readFileSync(`${prefix}_failures.csv`, 'utf8').split('\n');
    writeFileSync(`${prefix}_failures.csv`, `${header}\nGET,/a,"no answ`);
    const message = `Expected ${prefix}_failures.csv to be a CSV file: Expected values between commas, got a quotation mark that is never closed, at line 2.`;
    expect(() => reportCommand([prefix])).toThrow(expect.objectContaining({ code: 'CSV_NOT_READABLE', message }));
  });

  it('prints help', () => expect(reportCommand(['--help'])).toMatch(/^Usage: tsloc report PREFIX/));
});
