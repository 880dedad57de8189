import fc from 'fast-check';
import { Int32Histogram } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { cellOf, cellsUpTo, middleOf } from '../../src/stats/cells.js';

const hdr = new Int32Histogram(1, 2, 3);
const value = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 0x7fff_ffff }),
  fc.integer({ min: 0x7fff_fff0, max: 2 ** 45 }),
);

describe('the cell of a value', () => {
  it('is the one of HdrHistogram, for microseconds and for days', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(cellOf(one)).toBe(hdr.countsArrayIndex(one));
      }),
    );
  });

  it('has all values that share it within a thousandth of its middle', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(Math.abs(middleOf(cellOf(one)) - one)).toBeLessThanOrEqual(one / 1_000);
      }),
    );
  });

  it('lies below the number of cells up to it, and no more than one doubling below', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(cellOf(one)).toBeLessThan(cellsUpTo(one));
        expect(cellsUpTo(one) - cellOf(one)).toBeLessThanOrEqual(1_024);
      }),
    );
  });
});
