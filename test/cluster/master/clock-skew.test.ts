import { describe, expect, it } from 'vitest';
import { shiftDelta, skewOf } from '../../../src/cluster/master/clock-skew.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

describe('a wrong clock', () => {
  it('is one that differs by more than five seconds', () => {
    expect([skewOf(100, 104.9), skewOf(100, 3_700), skewOf(3_700, 100)]).toEqual([0, 3_600, -3_600]);
  });

  it('moves every moment of a delta, and no count', () => {
    const record = (at: number) => {
      const stats = new Stats({}, at);
      stats.record(makeSample({ exception: 'e' }), at + 1);
      return stats.drain(at + 3);
    };
    expect(shiftDelta(record(1_000), 3_600)).toEqual(record(4_600));
    const delta = record(1_000);
    expect(shiftDelta(delta, 0)).toBe(delta);
  });
});
