import { describe, expect, it } from 'vitest';
import { errorTable, exceptionTable } from '../../../src/report/tables/error-table.js';
import { Stats } from '../../../src/stats/stats.js';
import { viewStats } from '../../../src/stats/view.js';
import { expectGolden, locustGolden } from '../../helpers/files/golden.js';
import { workedSample, workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const { stats } = workedSampleEnd();

function viewOf(record: (stats: Stats) => void) {
  const all = new Stats({}, 0);
  record(all);
  return viewStats(all, 0);
}

describe('errorTable', () => {
  it('is Locust’s error report, byte for byte, without a terminal', () => {
    expect(errorTable(stats, null)).toEqual(locustGolden('errors.txt').split('\n').slice(0, -1));
  });

  it('has no lines without failures', () => {
    expect(errorTable((workedSample()[0] as { stats: typeof stats }).stats, null)).toEqual([]);
  });

  it.each([60, 80, 120])('fits a terminal of %d columns: long texts continue on the next line', (columns) => {
    const text = `Expected ${'a long list of words '.repeat(12)}and one unbroken ${'x'.repeat(150)}.`;
    const lines = errorTable(
      viewOf(({ failures }) => failures.record('GET', '/a', text, 0)),
      columns,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    const shown = lines.slice(3, -1).map((line) => line.slice(19));
    expect(shown.join('').replaceAll(' ', '')).toBe(`GET /a: ${text}`.replaceAll(' ', ''));
    expect(lines[3]).toMatch(/^1 {18}GET/);
    expect(lines[4]).toMatch(/^ {19}\S/);
  });

  it('shows control characters without their effect, in one row', () => {
    const hostile = viewOf(({ failures }) => failures.record('GET', '/a\nb', 'c\nd\u001b[31m\u0007\r', 0));
    expect(errorTable(hostile, null)).toHaveLength(5);
    expect(errorTable(hostile, null)[3]?.trimEnd()).toBe(`1${' '.repeat(18)}GET /a\\nb: c\\nd\\x1b[31m\\x07\\r`);
  });
});

describe('exceptionTable', () => {
  it('has count, message and place', () => {
    expectGolden('exceptions.txt', `${exceptionTable(stats, null).join('\n')}\n`);
    expect(exceptionTable(stats, 80)[3]).toBe(`2${' '.repeat(18)}division by zero (at t, "locustfile.ts":9:5)`);
  });

  it('names the first frame of the test’s own code, and none without a stack', () => {
    const own = new URL('../../../src/http/session.ts', import.meta.url).href;
    const thrown = Object.assign(new Error('bad'), {
      stack: `Error: bad\n    at send (${own}:1:1)\n    at async Shop.buy (file:///home/me/shop.ts:9:5)`,
    });
    const table = exceptionTable(
      viewOf(({ exceptions }) => {
        exceptions.record(thrown, 'local');
        exceptions.record('just text', 'local');
        exceptions.record(
          Object.assign(new Error('no JSON'), {
            stack: 'Error: no JSON\n    at JSON.parse (<anonymous>)\n    at Shop.pay (/home/me/shop.ts:7:8)',
          }),
          'local',
        );
        exceptions.record(Object.assign(new Error('x'), { stack: 'Error: x\n    at /home/me/shop.ts:1:2' }), 'local');
      }),
      100,
    );
    expect(table.slice(3, -1).map((line) => line.slice(19))).toEqual([
      'bad (at Shop.buy, /home/me/shop.ts:9:5)',
      'just text',
      'no JSON (at Shop.pay, /home/me/shop.ts:7:8)',
      'x (at /home/me/shop.ts:1:2)',
    ]);
  });

  it('has no lines without exceptions', () => {
    expect(
      exceptionTable(
        viewOf(() => {}),
        null,
      ),
    ).toEqual([]);
  });
});
