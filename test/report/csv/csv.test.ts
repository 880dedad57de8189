import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import { CsvReporter } from '../../../src/report/csv/csv.js';
import { csvHeaders, historyCsv, statsCsv } from '../../../src/report/csv/csv-rows.js';
import type { EntryView } from '../../../src/stats/entry-view.js';
import { canFillDisk, whileDiskIsFull } from '../../helpers/files/full-disk.js';
import { expectGolden } from '../../helpers/files/golden.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { workedSample, workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const suffixes = ['stats', 'stats_history', 'failures', 'exceptions'];
const read = (prefix: string, suffix: string) => readFileSync(`${prefix}_${suffix}.csv`, 'utf8');

function replay(reporter: CsvReporter, snapshots: readonly Snapshot[]): void {
  const [first, ...rest] = snapshots as [Snapshot, ...Snapshot[]];
  reporter.start(first);
  for (const snapshot of rest.slice(0, -1)) reporter.tick(snapshot);
  reporter.end(rest.at(-1) as Snapshot);
}

describe('CsvReporter', () => {
  it('creates the four files with their headers before the run starts, and lists them', () => {
    const prefix = join(temporaryFolder(), 'new', 'run');
    const reporter = new CsvReporter({ prefix: prefix, fullHistory: false });
    expect(reporter.paths).toEqual(suffixes.map((suffix) => `${prefix}_${suffix}.csv`));
    expect(suffixes.map((suffix) => read(prefix, suffix))).toEqual([
      csvHeaders().stats,
      csvHeaders().history,
      csvHeaders().failures,
      csvHeaders().exceptions,
    ]);
  });

  it('treats a prefix that ends with a slash as a folder', () => {
    const folder = temporaryFolder();
    expect(new CsvReporter({ prefix: `${folder}/`, fullHistory: false }).paths[0]).toBe(`${folder}/_stats.csv`);
  });

  it.each([
    [false, 'stats_history.csv'],
    [true, 'stats_history_full.csv'],
  ])('has written everything when the run ends (full history: %s)', (full, history) => {
    const prefix = join(temporaryFolder(), 'run');
    replay(new CsvReporter({ prefix: prefix, fullHistory: full }), workedSample(full));
    expectGolden('stats.csv', read(prefix, 'stats'));
    expectGolden(history, read(prefix, 'stats_history'));
    expectGolden('failures.csv', read(prefix, 'failures'));
    expectGolden('exceptions.csv', read(prefix, 'exceptions'));
  });

  it('writes a table of thousands of rows every few seconds, and at the end', () => {
    vi.useFakeTimers(); // slices take no time
    onTestFinished(() => void vi.useRealTimers());
    const prefix = join(temporaryFolder(), 'run');
    const reporter = new CsvReporter({ prefix: prefix, fullHistory: false });
    const [sample] = workedSample() as [Snapshot];
    const [entry] = workedSampleEnd().stats.entries;
    const snapshotAt = (second: number, rows: number) => ({
      ...sample,
      at: sample.at + second,
      stats: { ...sample.stats, entries: new Array(rows).fill({ ...entry, numFailures: second }) },
    });
    const writtenSecond = () => Number(/^GET,[^,]+,\d+,(\d+),/m.exec(read(prefix, 'stats'))?.[1]);
    reporter.start(snapshotAt(0, 2_500));
    const written = [1, 2, 3, 4, 5].map((second) => {
      reporter.tick(snapshotAt(second, 2_500));
      return writtenSecond();
    });
    expect(written).toEqual([0, 0, 3, 3, 3]);
    reporter.tick(snapshotAt(6, 1_000));
    reporter.tick(snapshotAt(7, 1_000));
    expect(writtenSecond()).toBe(7);
    reporter.tick(snapshotAt(8, 20_000));
    reporter.tick(snapshotAt(17, 20_000));
    expect(writtenSecond()).toBe(8);
    reporter.tick(snapshotAt(18, 20_000));
    expect(writtenSecond()).toBe(18);
    reporter.end(snapshotAt(19, 20_000));
    expect(writtenSecond()).toBe(19);
  });

  it('is up to date after each tick', () => {
    const prefix = join(temporaryFolder(), 'run');
    const reporter = new CsvReporter({ prefix: prefix, fullHistory: false });
    const [first, second] = workedSample() as [Snapshot, Snapshot];
    reporter.start(first);
    reporter.tick(second);
    expect(read(prefix, 'stats')).toContain('\r\nGET,/a,2,0,');
    expect(read(prefix, 'stats_history').split('\r\n')).toHaveLength(4);
  });

  describe('the history', () => {
    const [first, second, third] = workedSample() as [Snapshot, Snapshot, Snapshot];
    const history = (...snapshots: Snapshot[]) =>
      csvHeaders().history + snapshots.map((snapshot) => historyCsv(snapshot, false)).join('');

    function reported(...ticks: Snapshot[]) {
      const prefix = join(temporaryFolder(), 'run');
      const reporter = new CsvReporter({ prefix, fullHistory: false });
      reporter.start(first);
      for (const snapshot of ticks) reporter.tick(snapshot);
      return { prefix, reporter };
    }

    it('has one row for a second: what was written is never replaced', () => {
      const { prefix, reporter } = reported(second);
      const seen = read(prefix, 'stats_history');
      reporter.tick({ ...third, at: second.at + 0.1 });
      expect(read(prefix, 'stats_history')).toBe(seen);
      reporter.tick(third);
      expect(read(prefix, 'stats_history')).toBe(history(first, second, third));
    });

    it('ends with the users that were running, not with 0', () => {
      const { prefix, reporter } = reported(second);
      reporter.end({ ...third, userCount: 0 });
      expect(read(prefix, 'stats_history')).toBe(history(first, second, { ...third, userCount: second.userCount }));
    });

    it('ends with the users that the load has reached, if the run is over before the first tick', () => {
      const { prefix, reporter } = reported();
      reporter.end({ ...third, userCount: 0, targetUserCount: 50, reachedUserCount: 7 });
      expect(read(prefix, 'stats_history')).toBe(history(first, { ...third, userCount: 7 }));
    });

    it('ends with 0 users where the load had gone down to 0', () => {
      const { prefix, reporter } = reported({ ...second, userCount: 0 });
      reporter.end({ ...third, userCount: 0, reachedUserCount: 7 });
      expect(read(prefix, 'stats_history')).toBe(
        history(first, { ...second, userCount: 0 }, { ...third, userCount: 0 }),
      );
    });

    it('has the last requests in a row of the next second if the current one has a row', () => {
      const { prefix, reporter } = reported(second);
      reporter.end({ ...third, at: second.at + 0.2, userCount: 0 });
      const last = { ...third, at: Math.trunc(second.at) + 1, userCount: second.userCount };
      expect(read(prefix, 'stats_history')).toBe(history(first, second, last));
    });

    it('gets no further row at the end if nothing was requested since the last one', () => {
      const { prefix, reporter } = reported(second);
      reporter.end({ ...second, at: second.at + 0.2, userCount: 0 });
      expect(read(prefix, 'stats_history')).toBe(history(first, second));
    });
  });

  describe('with thousands of rows', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('makes them in slices, in which time ticks add nothing; the end completes them', async () => {
      const prefix = join(temporaryFolder(), 'run');
      const [first, second, third, last] = [0, 1, 2, 3].map((later) => slowSnapshot(2_001, later)) as [
        Snapshot,
        Snapshot,
        Snapshot,
        Snapshot,
      ];
      const reporter = new CsvReporter({ prefix, fullHistory: true });
      const history = (...moments: Snapshot[]) =>
        csvHeaders().history + moments.map((moment) => historyCsv(moment, true)).join('');
      reporter.tick(first);
      reporter.tick(second);
      expect([read(prefix, 'stats'), read(prefix, 'stats_history')]).toEqual([csvHeaders().stats, history()]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(read(prefix, 'stats')).toBe(csvHeaders().stats + statsCsv(first.stats));
      expect(read(prefix, 'stats_history')).toBe(history(first));
      reporter.tick(third);
      reporter.end(last);
      expect(read(prefix, 'stats_history')).toBe(history(first, third, last));
      expect(vi.getTimerCount()).toBe(0);
    });

    it('ends with the users of the last tick, although that added nothing', () => {
      const prefix = join(temporaryFolder(), 'run');
      const reporter = new CsvReporter({ prefix, fullHistory: false });
      reporter.start(slowSnapshot(1, 0));
      reporter.tick(slowSnapshot(2_001, 1));
      reporter.tick({ ...slowSnapshot(2_001, 2), userCount: 42 });
      reporter.end({ ...slowSnapshot(1, 3), userCount: 0 });
      const userCounts = read(prefix, 'stats_history')
        .split('\r\n')
        .map((row) => row.split(',')[1]);
      expect(userCounts).toEqual(['User Count', '3', '3', '42', undefined]);
    });

    it('throws in the next tick what kept a file from being written', async () => {
      const prefix = join(temporaryFolder(), 'run');
      const reporter = new CsvReporter({ prefix, fullHistory: true });
      rmSync(`${prefix}_failures.csv`);
      mkdirSync(`${prefix}_failures.csv`);
      reporter.tick(slowSnapshot(2_001, 0));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(() => reporter.tick(slowSnapshot(1, 1))).toThrow(expect.objectContaining({ code: 'CSV_NOT_WRITABLE' }));
      expect(reporter.paths).toHaveLength(3);
    });

    /** The worked sample with `count` entries; reading one takes a tenth of a millisecond. */
    function slowSnapshot(count: number, secondsLater: number): Snapshot {
      const sample = workedSample(true)[1] as Snapshot;
      const [entry] = sample.stats.entries as [EntryView];
      const readSlowly = () => {
        vi.advanceTimersByTime(0.1);
        return entry.method;
      };
      const slow = Object.create(entry, {
        method: { get: readSlowly },
        currentPercentiles: { value: entry.percentiles },
      }) as EntryView;
      return { ...sample, at: sample.at + secondsLater, stats: { ...sample.stats, entries: Array(count).fill(slow) } };
    }
  });

  it('writes the configured percentiles, and guards cells with --csv-safe', () => {
    const prefix = join(temporaryFolder(), 'run');
    const format = { percentiles: [0.25, 0.6], safe: true };
    const reporter = new CsvReporter({ prefix, fullHistory: false, format });
    reporter.end(workedSample().at(-1) as Snapshot);
    expect(read(prefix, 'stats').split('\r\n')[0]).toMatch(/Failures\/s,25%,60%$/);
    expect(read(prefix, 'stats_history').split('\r\n')[0]).toMatch(/Failures\/s,25%,60%,Total Request Count/);
  });

  describe('when files are removed during a run', () => {
    const [first, second, third] = workedSample() as [Snapshot, Snapshot, Snapshot];

    it('recreates all of them', () => {
      const folder = join(temporaryFolder(), 'results');
      const reporter = new CsvReporter({ prefix: join(folder, 'run'), fullHistory: false });
      reporter.start(first);
      reporter.tick(second);
      rmSync(folder, { recursive: true });
      reporter.end(third);
      expect(readdirSync(folder).sort()).toEqual(suffixes.map((suffix) => `run_${suffix}.csv`).sort());
      expect(read(join(folder, 'run'), 'stats_history').split('\r\n')).toHaveLength(5);
      expect(reporter.paths).toHaveLength(4);
    });

    it('names the files that are incomplete at the end, and does not list them as results', () => {
      const folder = join(temporaryFolder(), 'results');
      const reporter = new CsvReporter({ prefix: join(folder, 'run'), fullHistory: false });
      reporter.start(first);
      rmSync(join(folder, 'run_failures.csv'));
      mkdirSync(join(folder, 'run_failures.csv'));
      expect(() => reporter.end(third)).toThrow(
        expect.objectContaining({
          code: 'CSV_INCOMPLETE',
          message: expect.stringMatching(/incomplete: \S+run_failures\.csv \(E[^)]+\)\.$/),
        }),
      );
      expect(reporter.paths).toEqual(
        ['stats', 'stats_history', 'exceptions'].map((name) => `${folder}/run_${name}.csv`),
      );
    });
  });

  describe.runIf(canFillDisk)('when the disk is full for one of the files', () => {
    const [first, second] = workedSample() as [Snapshot, Snapshot];
    const [later, last] = workedSample().slice(-2) as [Snapshot, Snapshot];

    const many = Array.from({ length: 20 }, (_, i) => ({ ...second, at: second.at + i * 0.01 + i }));

    /** A run whose history is longer than the other files. */
    function longRun() {
      const prefix = join(temporaryFolder(), 'run');
      const reporter = new CsvReporter({ prefix: prefix, fullHistory: false });
      reporter.start(first);
      for (const snapshot of many) reporter.tick(snapshot);
      return { prefix, reporter, size: readFileSync(`${prefix}_stats_history.csv`).length };
    }

    it('throws, writes the others, and loses no row of the full one', () => {
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
      expect(openFiles(prefix)).toHaveLength(1);
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
