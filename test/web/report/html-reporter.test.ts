import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeOptions } from '../../../src/core/options/options.js';
import { HtmlReporter, reportPath, writeReport } from '../../../src/web/report/html-reporter.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

it('writes the report at the end, and creates its folder', () => {
  const path = join(temporaryFolder(), 'new', 'report.html');
  const reporter = new HtmlReporter(path, makeOptions, ({ userCount }) => `<p>${userCount}</p>`);
  expect(existsSync(path)).toBe(false);
  reporter.end(workedSampleEnd());
  expect(readFileSync(path, 'utf8')).toBe('<p>3</p>');
  expect(existsSync(`${path}.tmp`)).toBe(false);
});

it('reports a path that it cannot write', () => {
  expect(() => writeReport('/dev/null/report.html', '')).toThrow(
    expect.objectContaining({ code: 'REPORT_NOT_WRITABLE' }),
  );
});

it.runIf(canFillDisk)('on a full disk leaves an earlier report as it was, and no part of a new one', () => {
  const path = join(temporaryFolder(), 'report.html');
  writeReport(path, 'earlier');
  const reporter = new HtmlReporter(path, makeOptions, () => 'x'.repeat(100_000));
  whileDiskIsFull(50_000, () => {
    expect(() => reporter.end(workedSampleEnd())).toThrow(
      expect.objectContaining({ code: 'REPORT_NOT_WRITABLE', message: expect.stringContaining('EFBIG') }),
    );
  });
  expect(readFileSync(path, 'utf8')).toBe('earlier');
  expect(existsSync(`${path}.tmp`)).toBe(false);
  reporter.end(workedSampleEnd()); // there is room again
  expect(readFileSync(path, 'utf8')).toHaveLength(100_000);
});

it('replaces placeholders for users, spawn rate and run time that are set', () => {
  const options = makeOptions({ numUsers: 10, spawnRate: 1.5 });
  expect(reportPath('r_{u}_{r}_{t}_{x}.html', options)).toBe('r_10_1.5_{t}_{x}.html');
});
