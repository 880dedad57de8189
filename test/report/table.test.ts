import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { errorTable, nameWidth, percentileTable, statsTable } from '../../src/report/table.js';
import { Stats } from '../../src/stats/stats.js';
import { viewStats } from '../../src/stats/view.js';
import { expectGolden, locustGolden } from '../helpers/golden.js';
import { expectInBucket } from '../helpers/locust-buckets.js';
import { makeSample } from '../helpers/samples.js';
import { workedSample, workedSampleEnd } from '../helpers/worked-sample.js';

const epoch = 1_700_000_000;
const { stats } = workedSampleEnd();
const theirLines = (name: string) => locustGolden(name).split('\n').slice(0, -1);

/** Locust's table of an 80 wide name column, as it is with another width: names are padded, never cut. */
function atWidth(lines: readonly string[], from: number, to: number, rule = to): string[] {
  return lines.map((line) => {
    if (!/^(Type|[A-Z]+ | {9}|-+\|)/.test(line)) return line;
    if (line.startsWith('-')) return line.slice(0, 9) + '-'.repeat(Math.max(0, rule)) + line.slice(9 + from);
    return (
      line.slice(0, 9) +
      line
        .slice(9, 9 + from)
        .trimEnd()
        .padEnd(Math.abs(to)) +
      line.slice(9 + from)
    );
  });
}

/** Every character must be Locust's, but for figures in the columns from `start` on that `isBucketed`. */
function expectLocusts(ours: readonly string[], theirs: readonly string[], bucketed: readonly RegExp[]): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [i, line] of ours.entries()) {
    const wanted = theirs[i] as string;
    expect(line).toHaveLength(wanted.length);
    expect(masked(line, bucketed)).toBe(masked(wanted, bucketed));
    const [figures, wantedFigures] = [figuresOf(line, bucketed), figuresOf(wanted, bucketed)];
    for (const [j, figure] of figures.entries()) expectInBucket(figure, wantedFigures[j] as string);
  }
}

function masked(line: string, bucketed: readonly RegExp[]): string {
  return bucketed.reduce((rest, cells) => rest.replace(cells, (cell) => '·'.repeat(cell.length)), line);
}

function figuresOf(line: string, bucketed: readonly RegExp[]): string[] {
  return bucketed.flatMap((cells) => (line.match(cells)?.[0] ?? '').trim().split(/\s+/)).filter((cell) => cell !== '');
}

/** The median: seven characters before the last ` | ` of a row. */
const medianCell = /(?<=\|.{23})[ \d]{7}(?= \| )/;
/** Eleven percentiles, before the count at the end of a row; not the header, whose cells have a percent sign. */
const percentileCells = /(?<=^.{9}.* )(?: *\d+){11}(?= +\d+$)/;

describe('nameWidth', () => {
  it('is 80 where the output is no terminal, and what a terminal leaves beside the figures', () => {
    expect(nameWidth(null)).toBe(80);
    expect([0, 60, 80, 100, 120, 160, 200, 1000].map(nameWidth)).toEqual([0, 0, 0, 20, 40, 80, 80, 80]);
  });
});

describe.each([
  [null, 80],
  [80, 0],
  [120, 40],
  [200, 80],
])('the tables of the worked sample at %s columns', (columns, names) => {
  const width = nameWidth(columns);

  it('are what they were, byte for byte', () => {
    const tables = [
      statsTable(stats, width, true),
      statsTable(stats, width, false),
      percentileTable(stats, width),
      errorTable(stats, width),
    ];
    expectGolden(`tables_${columns ?? 'no'}_columns.txt`, tables.map((lines) => `${lines.join('\n')}\n`).join('\n'));
  });

  it('have Locust’s final statistics, but for exact medians', () => {
    const theirs = atWidth(theirLines('stats.txt'), 76, names - 4);
    expectLocusts(statsTable(stats, width, false), theirs, [medianCell]);
  });

  it('have Locust’s current rates in the statistics during a run', () => {
    const rates = ['0.10        0.00', '0.20        0.10', '0.10        0.00', '0.40        0.10'];
    const theirs = atWidth(theirLines('stats.txt'), 76, names - 4).map((line) =>
      /\d$/.test(line) ? line.slice(0, -16) : line,
    );
    const current = workedSample()[4] as Snapshot;
    const rows = theirs.map((line) => (/ \| +$/.test(line) ? line + rates.shift() : line));
    expect(rates).toEqual([]);
    expectLocusts(statsTable(current.stats, width, true), rows, [medianCell]);
  });

  it('have Locust’s percentiles, but for exact figures', () => {
    const theirs = atWidth(theirLines('percentiles.txt'), 80, names);
    expectLocusts(percentileTable(stats, width), theirs, [percentileCells]);
  });

  it('have Locust’s error report to the byte', () => {
    const rule = `${'-'.repeat(18)}|${'-'.repeat(61 + names)}`;
    const theirs = theirLines('errors.txt').map((line) => (line.startsWith('---') ? rule : line));
    expect(errorTable(stats, width)).toEqual(theirs);
  });
});

describe('the comparison with Locust', () => {
  it('masks the median of each row and the eleven percentiles of each row, nothing else', () => {
    const count = (lines: readonly string[], cells: RegExp) => lines.flatMap((line) => figuresOf(line, [cells])).length;
    expect(count(theirLines('stats.txt'), medianCell)).toBe(4);
    expect(count(theirLines('percentiles.txt'), percentileCells)).toBe(33);
    expect(figuresOf(theirLines('stats.txt')[2] as string, [medianCell])).toEqual(['92']);
  });

  it('notices a shifted column and a figure outside of its bucket', () => {
    const theirs = theirLines('percentiles.txt');
    const changed = (from: string, to: string) => theirs.map((line) => line.replace(from, to));
    expect(() => expectLocusts(changed(' 160', '160'), theirs, [percentileCells])).toThrow();
    expect(() => expectLocusts(changed('1000', '1052'), theirs, [percentileCells])).toThrow();
    expect(() => expectLocusts(theirs, theirs, [percentileCells])).not.toThrow();
  });
});

describe('names and figures that are too wide', () => {
  it('push the rest of the row to the right and are never cut', () => {
    const wide = new Stats({}, epoch);
    const name = `/${'long/'.repeat(30)}`;
    wide.record(makeSample({ requestType: 'PROPFIND', name, responseTime: 123_456_789 }), epoch + 1);
    const view = viewStats(wide, epoch + 1);
    const row = statsTable(view, 0, false)[2] as string;
    expect(row).toContain(`PROPFIND  ${name} `);
    expect(row).toContain('123456789 123456789');
    expect(percentileTable(view, 0)[3]).toContain(name);
  });
});

describe('rows', () => {
  it('without any response time are left out of the percentiles, the total too', () => {
    const timeless = new Stats({}, epoch);
    timeless.record(makeSample({ requestType: 'WS', name: 'feed', responseTime: null }), epoch + 1);
    expect(percentileTable(viewStats(timeless, epoch + 1), 80)).toHaveLength(4);
  });

  it('show an empty total before the first request', () => {
    const { stats: empty } = workedSample()[0] as Snapshot;
    const lines = statsTable(empty, 0, true);
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe(
      '         Aggregated       0     0(0.00%) |      0       0       0      0 |    0.00        0.00',
    );
    expect(percentileTable(empty, 0)).toHaveLength(4);
    expect(errorTable(empty, 80)).toEqual([]);
  });

  it('cut fractions of times, as Locust does', () => {
    const one = new Stats({}, epoch);
    one.record(makeSample({ responseTime: 12.96 }), epoch + 1);
    expect(statsTable(viewStats(one, epoch + 1), 0, false)[2]).toContain('|     12      12      12     13 |');
  });
});
