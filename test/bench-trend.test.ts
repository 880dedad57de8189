import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growth } from './bench/trend.js';

const reading = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('the growth of readings', () => {
  it('is the whole increase of a straight line', () => {
    fc.assert(
      fc.property(reading, reading, fc.integer({ min: 2, max: 100 }), (from, step, count) => {
        const readings = Array.from({ length: count }, (_, i) => from + i * step);
        expect(growth(readings)).toBeCloseTo((count - 1) * step, 3);
      }),
    );
  });

  it('is about 0 if readings only fluctuate', () => {
    expect(growth([5, 7, 5, 7, 5])).toBeCloseTo(0);
    expect(growth([152, 152, 152])).toBe(0);
  });

  it('is much less than one reading that stands out', () => {
    const readings = Array.from({ length: 80 }, (_, i) => (i === 60 ? 110 : 100));
    expect(growth(readings)).toBeLessThan(0.5);
  });

  it('is unknown for a single reading', () => {
    expect([growth([]), growth([1])]).toEqual([Number.NaN, Number.NaN]);
  });
});
