import { describe, expect, it } from 'vitest';
import { MAX_DEGRADATION_MS, SLOW_MS, Slowdown } from '../../../src/demo/faults/slowdown.js';

function delays(slowdown: Slowdown, count: number): number[] {
  return Array.from({ length: count }, () => slowdown.nextMs());
}

describe('Slowdown', () => {
  it('adds nothing by default', () => {
    expect(new Set(delays(new Slowdown(null, false), 100))).toEqual(new Set([0]));
  });

  it('adds a second to each request after the first N', () => {
    expect(delays(new Slowdown(3, false), 5)).toEqual([0, 0, 0, SLOW_MS, SLOW_MS]);
    expect(delays(new Slowdown(0, false), 1)).toEqual([SLOW_MS]);
  });

  it('adds 0.1 ms for each request before, up to five seconds', () => {
    const all = delays(new Slowdown(null, true), 60_000);
    expect([all[0], all[1], all[5000], all[49_999], all[50_000], all[59_999]]).toEqual([
      0,
      0.1,
      500,
      expect.closeTo(4999.9, 6),
      MAX_DEGRADATION_MS,
      MAX_DEGRADATION_MS,
    ]);
  });

  it('adds both together', () => {
    expect(delays(new Slowdown(1, true), 2)).toEqual([0, SLOW_MS + 0.1]);
  });
});
