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

  it('tells how many seconds it has been running, fractions included', () => {
    const shape = new Forever();
    expect(shape.getRunTime()).toBe(0);
    vi.advanceTimersByTime(1_500);
    expect(shape.getRunTime()).toBe(1.5);
  });

  it('counts the time of each shape by itself, and anew when it is started', () => {
    const first = new Forever();
    vi.advanceTimersByTime(60_000);
    const second = new Forever();
    first.resetTime();
    vi.advanceTimersByTime(2_000);
    expect([first.getRunTime(), second.getRunTime()]).toEqual([2, 2]);
    second.resetTime();
    expect([first.getRunTime(), second.getRunTime()]).toEqual([2, 0]);
  });

  it('keeps its time when somebody sets the clock of the machine', () => {
    const shape = new Forever();
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(shape.getRunTime()).toBe(1);
  });

  it('knows how many users run: none before there is a runner', () => {
    const shape = new Forever();
    expect(shape.getCurrentUserCount()).toBe(0);
    const runner = { userCount: 7 } as Runner<Environment>;
    shape.runner = runner;
    expect(shape.getCurrentUserCount()).toBe(7);
  });

  it('is nothing to be run itself, but what extends it is', () => {
    expect(LoadShape.abstract).toBe(true);
    expect(Object.hasOwn(Forever, 'abstract')).toBe(false);
  });
});
