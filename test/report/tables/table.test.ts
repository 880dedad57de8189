import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/snapshot.js';
import { percentileTable, statsTable } from '../../../src/report/tables/table.js';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { expectGolden, locustGolden } from '../../helpers/files/golden.js';
import { expectInBucket } from '../../helpers/statistics/locust-buckets.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { workedSample, workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const epoch = 1_700_000_000;
const { stats } = workedSampleEnd();
const theirLines = (name: string) => locustGolden(name).split('\n').slice(0, -1);

/** All tables, a blank line between them. */
function printed(columns: number | null): string {
  const tables = [statsTable(stats, columns, true), statsTable(stats, columns, false), percentileTable(stats, columns)];
  return tables.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** Every character must be Locust's, except figures in the columns from `start` on that `isBucketed`. */
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

describe('the tables of the worked sample without a terminal', () => {
  it('equal their golden file, byte for byte', () => {
    expectGolden('tables_no_columns.txt', printed(null));
  });

  it('have Locust’s final statistics, except for exact medians', () => {
    expectLocusts(statsTable(stats, null, false), theirLines('stats.txt'), [medianCell]);
  });

  it('have Locust’s current rates in the statistics during a run', () => {
    const rates = ['0.10        0.00', '0.20        0.10', '0.10        0.00', '0.40        0.10'];
    const theirs = theirLines('stats.txt').map((line) => (/\d$/.test(line) ? line.slice(0, -16) : line));
    const current = workedSample()[4] as Snapshot;
    const rows = theirs.map((line) => (/ \| +$/.test(line) ? line + rates.shift() : line));
    expect(rates).toEqual([]);
    expectLocusts(statsTable(current.stats, null, true), rows, [medianCell]);
  });

  it('have Locust’s percentiles, except for exact figures', () => {
    expectLocusts(percentileTable(stats, null), theirLines('percentiles.txt'), [percentileCells]);
  });
});

describe.each([40, 60, 80, 120, 200])('the tables of the worked sample on a terminal of %d columns', (columns) => {
  it('equal their golden file, byte for byte', () => {
    expectGolden(`tables_${columns}_columns.txt`, printed(columns));
  });

  it('fit its width, unless that is less than the figures need', () => {
    const widest = Math.max(
      ...printed(columns)
        .split('\n')
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(columns);
  });
});

describe('a name that is too wide', () => {
  const name = `/api/${'long/'.repeat(30)}end`;
  const wide = new Stats({}, epoch);
  wide.record(makeSample({ requestType: 'PROPFIND', name, responseTime: 123_456_789 }), epoch + 1);
  const view = viewStats(wide, epoch + 1);

  it('moves the rest of the row to the right without a terminal', () => {
    const row = statsTable(view, null, false)[2] as string;
    expect(row).toContain(`PROPFIND  ${name} `);
    expect(row).toContain('123456789 123456789');
    expect(percentileTable(view, null)[3]).toContain(name);
  });

  it.each([100, 120, 200])('is shortened in the middle on a terminal of %d columns', (columns) => {
    const [row, percentiles] = [statsTable(view, columns, false)[2], percentileTable(view, columns)];
    expect(row).toMatch(/^PROPFIND +\/a.*….*123456789/);
    expect(row).toHaveLength(columns);
    // Eleven times nine digits do not fit beside a name; below it they do.
    expect(percentiles[columns < 200 ? 2 : 3]).toMatch(/^PROPFIND +\/a.*…/);
    expect(percentiles.join('\n').match(/123456789/g)).toHaveLength(22);
    expect(Math.max(...percentiles.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });
});

describe('names with control characters', () => {
  it('stay in their row and have no effect on a terminal', () => {
    const hostile = new Stats({}, epoch);
    hostile.record(makeSample({ requestType: 'A\rB', name: 'query {\n  user\t\u001b[2J\u202e\u009b }' }), epoch + 1);
    const view = viewStats(hostile, epoch + 1);
    for (const columns of [null, 200]) {
      const lines = [...statsTable(view, columns, false), ...percentileTable(view, columns)];
      expect(lines).toHaveLength(11);
      expect(lines[2]).toContain('A\\rB');
      expect(lines[2]).toContain('query {\\n  user\\t\\x1b[2J\\u202e\\x9b }');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for them
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    }
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

describe('rows', () => {
  it('without any response time are left out of the percentiles, the total too', () => {
    const timeless = new Stats({}, epoch);
    timeless.record(makeSample({ requestType: 'WS', name: 'feed', responseTime: null }), epoch + 1);
    expect(percentileTable(viewStats(timeless, epoch + 1), null)).toHaveLength(4);
  });

  it('show an empty total before the first request', () => {
    const { stats: empty } = workedSample()[0] as Snapshot;
    const lines = statsTable(empty, null, true);
    expect(lines).toHaveLength(4);
    expect(lines[3]?.replace(/ +/g, ' ')).toBe(' Aggregated 0 0(0.00%) | 0 0 0 0 | 0.00 0.00');
    expect(percentileTable(empty, null)).toHaveLength(4);
  });

  it('truncate fractions of times, as Locust does', () => {
    const one = new Stats({}, epoch);
    one.record(makeSample({ responseTime: 12.96 }), epoch + 1);
    expect(statsTable(viewStats(one, epoch + 1), null, false)[2]).toContain('|     12      12      12     13 |');
  });
});

it('wide characters count two columns on a terminal', () => {
  const wide = new Stats({}, epoch);
  wide.record(makeSample({ name: `/日本語/${'ん'.repeat(60)}` }), epoch + 1);
  const view = viewStats(wide, epoch + 1);
  for (const columns of [40, 80, 200])
    for (const line of [...statsTable(view, columns, false), ...percentileTable(view, columns)])
      expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  expect(stringWidth(statsTable(view, 80, false)[2] ?? '')).toBe(stringWidth(statsTable(view, 80, false)[0] ?? ''));
});
