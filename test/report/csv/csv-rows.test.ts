import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import {
  csvHeaders,
  exceptionsCsv,
  failuresCsv,
  historyCsv,
  locustFormat,
  statsCsv,
} from '../../../src/report/csv/csv-rows.js';
import { Stats } from '../../../src/stats/stats.js';
import { type ExceptionView, type StatsView, viewStats } from '../../../src/stats/view.js';
import { expectGolden, locustGolden } from '../../helpers/files/golden.js';
import { expectInBucket } from '../../helpers/statistics/locust-buckets.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { workedSample, workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

/** The cells of each row as written, quotes included, and what ends each row. */
function rawRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = '', end = ''] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|$)/g)) {
    rows.at(-1)?.push(cell);
    if (end === '\r\n' || end === '\n') {
      rows.at(-1)?.push(end);
      rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

/** Every byte must be Locust's, except the cells whose column `isBucketed`. */
function expectLocusts(ours: string, theirs: string, isBucketed: (column: string) => boolean): void {
  const [ourRows, theirRows] = [rawRows(ours), rawRows(theirs)];
  const header = theirRows[0] ?? [];
  expect(ourRows.map((row) => row.length)).toEqual(theirRows.map((row) => row.length));
  for (const [i, row] of ourRows.entries()) {
    for (const [j, cell] of row.entries()) {
      const wanted = theirRows[i]?.[j] as string;
      if (i > 0 && isBucketed(header[j] as string)) expectInBucket(cell, wanted);
      else expect(cell).toBe(wanted);
    }
  }
}

const isBucketed = (column: string) => column.endsWith('%') || column.endsWith('Median Response Time');

const statsFile = () => csvHeaders().stats + statsCsv(workedSampleEnd().stats);
const historyFile = (full: boolean) =>
  csvHeaders().history +
  workedSample(full)
    .map((snapshot) => historyCsv(snapshot, full))
    .join('');
const failuresFile = () => csvHeaders().failures + failuresCsv(workedSampleEnd().stats);

describe('the four files of the worked sample', () => {
  it.each([
    ['stats.csv', statsFile],
    ['stats_history.csv', () => historyFile(false)],
    ['stats_history_full.csv', () => historyFile(true)],
    ['failures.csv', failuresFile],
    ['exceptions.csv', () => csvHeaders().exceptions + exceptionsCsv(workedSampleEnd().stats)],
  ])('%s equals its golden file, byte for byte', (name, file) => {
    expectGolden(name, file());
  });

  it('_stats.csv is Locust’s, except for exact percentiles and medians', () => {
    expectLocusts(statsFile(), locustGolden('stats.csv'), isBucketed);
  });

  it('_stats_history.csv is Locust’s, except for exact percentiles and medians', () => {
    expectLocusts(historyFile(false), locustGolden('stats_history.csv'), isBucketed);
  });

  it('_stats_history.csv in full is Locust’s, except for exact percentiles and medians', () => {
    const theirs = locustGolden('stats_history_full.csv');
    // The sample shows the rows of five passes, the total alone of the last one.
    const shown = /^(Timestamp|17000000(00|01|03|14)|1700000040,3,,Aggregated),/;
    const ours = historyFile(true)
      .split(/(?<=\r\n)/)
      .filter((line) => shown.test(line));
    expectLocusts(ours.join(''), theirs, isBucketed);
  });

  it('_failures.csv is Locust’s, byte for byte', () => {
    expect(failuresFile()).toBe(locustGolden('failures.csv'));
  });

  it('_exceptions.csv is Locust’s, byte for byte, with equal frames', () => {
    const traceback = '  File "locustfile.py", line 9, in t\n    1 / 0\n';
    const row: ExceptionView = { count: 2, message: 'division by zero', traceback, nodes: ['local'] };
    const view: StatsView = { ...workedSampleEnd().stats, exceptions: [row] };
    expect(csvHeaders().exceptions + exceptionsCsv(view)).toBe(locustGolden('exceptions.csv'));
  });
});

describe('the comparison with Locust', () => {
  it('notices a different byte, a figure outside of its bucket, and a missing row', () => {
    const theirs = locustGolden('stats.csv');
    for (const [from, to] of [
      ['99.26', '99.27'],
      ['\r\n', '\n'],
      ['"/b, ""new"""', '"/b, new"'],
      [',1000,', ',1052,'],
      [',0,0,0', ',0,1,0'],
      [/WS,.*\r\n/, ''],
    ] as const) {
      const changed = theirs.replace(from, to);
      expect(changed).not.toBe(theirs);
      expect(() => expectLocusts(changed, theirs, isBucketed)).toThrow();
    }
    expect(() => expectLocusts(theirs, theirs, isBucketed)).not.toThrow();
  });
});

describe('statsCsv', () => {
  it('has only the total before the first request, without percentiles', () => {
    const view = (workedSample()[0] as Snapshot).stats;
    expect(statsCsv(view)).toBe(`,Aggregated,0,0,0,0.0,0,0,0,0.0,0.0${',N/A'.repeat(11)}\r\n`);
  });

  it('shows N/A, not 0, for an entry that a reset left empty', () => {
    const stats = new Stats({}, 1_700_000_000);
    stats.record(makeSample(), 1_700_000_001);
    stats.resetAll(1_700_000_002);
    expect(statsCsv(viewStats(stats, 1_700_000_003)).split('\r\n')[0]).toBe(
      `GET,/a,0,0,0,0.0,0,0,0,0.0,0.0${',N/A'.repeat(11)}`,
    );
  });
});

describe('quoting', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '\t', "'", '#', '=', 'é', '🦗') });
  const withException = (row: Partial<ExceptionView>): StatsView => ({
    ...workedSampleEnd().stats,
    exceptions: [{ count: 1, message: 'm', traceback: 't', nodes: ['local'], ...row }],
  });

  it('preserves every message and traceback through a CSV reader', () => {
    fc.assert(
      fc.property(text, text, (message, traceback) => {
        const csv = exceptionsCsv(withException({ message, traceback }));
        expect(parse(csv, { record_delimiter: '\r\n' })).toEqual([['1', message, traceback, 'local']]);
      }),
    );
  });

  it('quotes nothing but commas, quotes and line breaks', () => {
    expect(exceptionsCsv(withException({ message: " #it's\t=1 é", traceback: '' }))).toBe("1, #it's\t=1 é,,local\r\n");
    for (const special of [',', '"', '\n', '\r']) {
      const escaped = special === '"' ? '""' : special;
      expect(exceptionsCsv(withException({ message: `a${special}` }))).toBe(`1,"a${escaped}",t,local\r\n`);
    }
  });

  it('writes cells that spreadsheets interpret as formulas like Locust, unless --csv-safe is set', () => {
    const safe = { ...locustFormat, safe: true };
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
      const view = withException({ message: text, traceback: text, nodes: [text] });
      const [[plain], [guarded]] = [locustFormat, safe].map((format) =>
        parse(exceptionsCsv(view, format), { record_delimiter: '\r\n' }),
      ) as [[string[]], [string[]]];
      expect(plain).toEqual(['1', text, text, text]);
      expect(guarded).toEqual(['1', `'${text}`, `'${text}`, `'${text}`]);
    }
  });

  it('guards names and errors only, not numbers', () => {
    const stats = new Stats({}, 1_700_000_000);
    stats.record(makeSample({ requestType: '-GET', name: '@a', exception: '=bad' }), 1_700_000_001);
    const view = viewStats(stats, 1_700_000_002);
    const safe = { ...locustFormat, safe: true };
    expect(statsCsv(view, safe)).toMatch(/^'-GET,'@a,1,1,10,10\.0,10,10,/);
    expect(failuresCsv(view, safe)).toMatch(/^'-GET,'@a,'=bad,1,2023-/);
  });

  it('joins the nodes that saw an exception', () => {
    expect(exceptionsCsv(withException({ nodes: ['w1', 'w2'] }))).toBe('1,m,t,"w1, w2"\r\n');
  });
});
