import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Column,
  combineBy,
  highest,
  LatencyColumn,
  latest,
  meanOverTime,
  significant,
} from '../../../src/web/history/columns.js';
import { latencyClassCount } from '../../../src/web/history/latency-classes.js';

describe('Column', () => {
  it('fills points that were left out with its missing value', () => {
    const column = new Column(highest, Number.NaN);
    column.set(3, 7);
    expect(column.slice(0, 5)).toEqual([null, null, null, 7, null]);
  });

  it('merges rates to their mean over time', () => {
    const column = new Column(meanOverTime, 0);
    for (const [index, value] of [10, 20, 5].entries()) column.set(index, value);
    column.merge([2, 1], [1, 3, 1]);
    expect(column.slice(0, 2)).toEqual([17.5, 5]);
  });

  it('merges running means to the latest', () => {
    const column = new Column(latest, 0);
    for (const [index, value] of [10, 20, 5].entries()) column.set(index, value);
    column.merge([2, 1], [1, 3, 1]);
    expect(column.slice(0, 2)).toEqual([20, 5]);
  });

  it('merges percentiles to the highest, and skips missing ones', () => {
    const column = new Column(highest, Number.NaN);
    for (const [index, value] of [Number.NaN, 20, 5, Number.NaN, Number.NaN].entries()) column.set(index, value);
    column.merge([3, 2], [1, 1, 1, 1, 1]);
    expect(column.slice(0, 2)).toEqual([20, null]);
  });

  it('merges values that some points do not have', () => {
    const values = [Number.NaN, 6, 3, Number.NaN];
    const seconds = [1, 1, 2, 1];
    expect([combineBy.lowest, combineBy.mean, combineBy.highest].map((one) => one(values, seconds, 0, 4))).toEqual([
      3, 4, 6,
    ]);
    expect(combineBy.lowest(values, seconds, 3, 4)).toBeNaN();
    expect(combineBy.mean(values, seconds, 3, 4)).toBeNaN();
  });

  it('rounds as told: small values keep their digits', () => {
    const column = new Column(highest, Number.NaN, significant);
    column.set(0, 0.000123456);
    expect(column.slice(0, 1)).toEqual([0.0001235]);
  });

  it('grows after a merge', () => {
    const column = new Column(meanOverTime, 0);
    for (let i = 0; i < 500; i++) column.set(i, i);
    column.merge(Array(250).fill(2), Array(500).fill(1));
    for (let i = 250; i < 400; i++) column.set(i, 1);
    expect(column.slice(0, 2)).toEqual([0.5, 2.5]);
    expect(column.slice(249, 251)).toEqual([498.5, 1]);
  });
});

describe('LatencyColumn', () => {
  it('keeps counts up to 65,535 exact, and larger ones within 0.002 %', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4_000_000_000), { minLength: latencyClassCount, maxLength: latencyClassCount }),
        (counts) => {
          const column = new LatencyColumn();
          column.set(0, counts);
          const top = Math.max(...counts);
          for (const [i, count] of column.total(0, 1).entries())
            expect(Math.abs(count - (counts[i] as number))).toBeLessThanOrEqual(top > 65_535 ? top * 2e-5 : 0);
        },
      ),
    );
  });

  it('adds up the points of a group', () => {
    const column = new LatencyColumn();
    const counts = (first: number) => [first, ...Array(latencyClassCount - 1).fill(0)];
    for (let i = 0; i < 100; i++) column.set(i, counts(i));
    column.merge(Array(50).fill(2));
    expect(column.total(0, 1)[0]).toBe(1);
    expect(column.total(49, 50)[0]).toBe(98 + 99);
    expect(column.total(0, 50)[0]).toBe(4_950);
  });
});
