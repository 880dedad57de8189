import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import type { Runner } from '../../src/core/runner.js';
import { LoadShape, type Tick } from '../../src/core/shape.js';

class Forever extends LoadShape {
  tick(): Tick {
    return [1, 1];
  }
}

describe('LoadShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('returns the seconds since its start, with fractions', () => {
    const shape = new Forever();
    expect(shape.getRunTime()).toBe(0);
    vi.advanceTimersByTime(1_500);
    expect(shape.getRunTime()).toBe(1.5);
  });

  it('has a clock for each shape, which restarts with the shape', () => {
    const first = new Forever();
    vi.advanceTimersByTime(60_000);
    const second = new Forever();
    first.resetTime();
    vi.advanceTimersByTime(2_000);
    expect([first.getRunTime(), second.getRunTime()]).toEqual([2, 2]);
    second.resetTime();
    expect([first.getRunTime(), second.getRunTime()]).toEqual([2, 0]);
  });

  it('is not affected by changes of the system clock', () => {
    const shape = new Forever();
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(shape.getRunTime()).toBe(1);
  });

  it('knows how many users run: none without a runner', () => {
    const shape = new Forever();
    expect(shape.getCurrentUserCount()).toBe(0);
    const runner = { userCount: 7 } as Runner<Environment>;
    shape.runner = runner;
    expect(shape.getCurrentUserCount()).toBe(7);
  });

  it('is abstract, its subclasses are not', () => {
    expect(LoadShape.abstract).toBe(true);
    expect(Object.hasOwn(Forever, 'abstract')).toBe(false);
  });
});
