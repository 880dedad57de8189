import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClockStepDetector } from '../../../src/util/loop/clock-steps.js';

describe('ClockStepDetector', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([3_600, -3_600, 1.5])('reports a step of %d s once', (seconds) => {
    const detector = new ClockStepDetector();
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(Date.now() + seconds * 1_000);
    expect(detector.read()).toBeCloseTo(seconds, 1);
    vi.advanceTimersByTime(1_000);
    expect(detector.read()).toBe(0);
  });

  it('reports nothing while both clocks run, and nothing for less than a second', () => {
    const detector = new ClockStepDetector();
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(60_000);
      vi.setSystemTime(Date.now() + 50);
      expect(detector.read()).toBe(0);
    }
  });
});
