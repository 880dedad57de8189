import { describe, expect, it } from 'vitest';
import { ByteBudget, defaultLimits } from '../../../src/cluster/zmtp/limits.js';

describe('ByteBudget', () => {
  it('gives what there is, and gets it back', () => {
    const budget = new ByteBudget(10);
    expect([budget.take(6), budget.take(5), budget.take(4), budget.used]).toEqual([true, false, true, 10]);
    budget.giveBack(6);
    expect([budget.used, budget.take(6)]).toEqual([4, true]);
  });
});

describe('the default limits', () => {
  it('let a message of the largest size pass, encrypted too', () => {
    expect(defaultLimits.frameBytes).toBeGreaterThanOrEqual(64 * 1_048_576 + 33);
    expect(defaultLimits.receivedBytes).toBeGreaterThan(defaultLimits.frameBytes);
  });
});
