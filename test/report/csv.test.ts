import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { CsvReporter } from '../../src/report/csv.js';
import { csvHeaders, historyCsv } from '../../src/report/csv-rows.js';
import { canFillDisk, whileDiskIsFull } from '../helpers/full-disk.js';
import { expectGolden } from '../helpers/golden.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { workedSample } from '../helpers/worked-sample.js';

const suffixes = ['stats', 'stats_history', 'failures', 'exceptions'];
const read = (prefix: string, suffix: string) => readFileSync(`${prefix}_${suffix}.csv`, 'utf8');

function replay(reporter: CsvReporter, snapshots: readonly Snapshot[]): void {
  const [first, ...rest] = snapshots as [Snapshot, ...Snapshot[]];
  reporter.start(first);
  for (const snapshot of rest.slice(0, -1)) reporter.tick(snapshot);
  reporter.end(rest.at(-1) as Snapshot);
}

describe('CsvReporter', () => {
  it('makes the four files with their headers before the run starts, and names them', () => {
    const prefix = join(temporaryFolder(), 'new', 'run');
    const reporter = new CsvReporter(prefix, false);
    expect(reporter.paths).toEqual(suffixes.map((suffix) => `${prefix}_${suffix}.csv`));
    expect(suffixes.map((suffix) => read(prefix, suffix))).toEqual([
      csvHeaders().stats,
      csvHeaders().history,
      csvHeaders().failures,
      csvHeaders().exceptions,
    ]);
  });

  it('takes a prefix that ends with a slash for a folder', () => {
    const folder = temporaryFolder();
    expect(new CsvReporter(`${folder}/`, false).paths[0]).toBe(`${folder}/_stats.csv`);
  });

  it.each([
    [false, 'stats_history.csv'],
    [true, 'stats_history_full.csv'],
  ])('has written everything when the run ends (full history: %s)', (full, history) => {
    const prefix = join(temporaryFolder(), 'run');
    replay(new CsvReporter(prefix, full), workedSample(full));
    expectGolden('stats.csv', read(prefix, 'stats'));
    expectGolden(history, read(prefix, 'stats_history'));
    expectGolden('failures.csv', read(prefix, 'failures'));
    expectGolden('exceptions.csv', read(prefix, 'exceptions'));
  });

  it('is up to date after each tick, for those who read along', () => {
    const prefix = join(temporaryFolder(), 'run');
    const reporter = new CsvReporter(prefix, false);
    const [first, second] = workedSample() as [Snapshot, Snapshot];
    reporter.start(first);
    reporter.tick(second);
    expect(read(prefix, 'stats')).toContain('\r\nGET,/a,2,0,');
    expect(read(prefix, 'stats_history').split('\r\n')).toHaveLength(4);
  });

  it('has one set of rows for a second: the last word replaces what was said in the same one', () => {
    const prefix = join(temporaryFolder(), 'run');
    const reporter = new CsvReporter(prefix, true);
    const [first, , , , snapshot] = workedSample() as Snapshot[] as [Snapshot, Snapshot, Snapshot, Snapshot, Snapshot];
    const nobody = { ...snapshot, at: Math.trunc(snapshot.at) + 0.9, userCount: 0 };
    reporter.start(first);
    reporter.tick(snapshot);
    reporter.end(nobody);
    expect(read(prefix, 'stats_history')).toBe(
      csvHeaders().history + historyCsv(first, true) + historyCsv(nobody, true),
    );
  });

  describe.runIf(canFillDisk)('when the disk is full for one of the files', () => {
    const [first, second] = workedSample() as [Snapshot, Snapshot];
    const [later, last] = workedSample().slice(-2) as [Snapshot, Snapshot];

    const many = Array.from({ length: 20 }, (_, i) => ({ ...second, at: second.at + i * 0.01 + i }));

    /** A run whose history is longer than the other files will ever be. */
    function longRun() {
      const prefix = join(temporaryFolder(), 'run');
      const reporter = new CsvReporter(prefix, false);
      reporter.start(first);
      for (const snapshot of many) reporter.tick(snapshot);
      return { prefix, reporter, size: readFileSync(`${prefix}_stats_history.csv`).length };
    }

    it('says so, writes the others, and loses no row of that one', () => {
      const { prefix, reporter, size } = longRun();
      whileDiskIsFull(size + 30, () => expect(() => reporter.tick(later)).toThrow());
      expectGolden('stats.csv', read(prefix, 'stats'));
      expectGolden('failures.csv', read(prefix, 'failures'));
      expect(readFileSync(`${prefix}_stats_history.csv`)).toHaveLength(size);
      reporter.end(last);
      const rows = [first, ...many, later, last];
      expect(read(prefix, 'stats_history')).toBe(
        csvHeaders().history + rows.map((snapshot) => historyCsv(snapshot, false)).join(''),
      );
      expectGolden('exceptions.csv', read(prefix, 'exceptions'));
    });

    it('closes all files at the end in any case', () => {
      const { prefix, reporter, size } = longRun();
      expect(openFiles(prefix)).toHaveLength(4);
      whileDiskIsFull(size, () => expect(() => reporter.end(last)).toThrow());
      expect(openFiles(prefix)).toEqual([]);
      expectGolden('exceptions.csv', read(prefix, 'exceptions'));
    });

    function openFiles(prefix: string): string[] {
      return readdirSync('/proc/self/fd')
        .map((handle) => {
          try {
            return readlinkSync(`/proc/self/fd/${handle}`);
          } catch {
            return 'closed meanwhile';
          }
        })
        .filter((path) => path.startsWith(prefix));
    }
  });
});
