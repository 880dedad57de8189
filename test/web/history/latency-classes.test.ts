import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countClasses,
  latencyBounds,
  latencyClassCount,
  latencyClassOf,
  packClasses,
} from '../../../src/web/history/latency-classes.js';

describe('latency classes', () => {
  it('contain every time above the previous bound and up to their own, inclusive', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (ms) => {
        const index = latencyClassOf(ms);
        expect(ms).toBeLessThanOrEqual(latencyBounds[index] ?? Number.POSITIVE_INFINITY);
        if (index > 0) expect(ms).toBeGreaterThan(latencyBounds[index - 1] as number);
      }),
    );
  });

  it('lose no count', () => {
    const counts = countClasses([
      [0, 2],
      [1, 1],
      [1_000, 3],
      [1e9, 4],
    ]);
    expect(counts.length).toBe(latencyClassCount);
    expect(packClasses(counts)).toEqual([0, 3, latencyClassOf(1_000), 3, latencyClassCount - 1, 4]);
  });
});
