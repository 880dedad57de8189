import { describe, expect, it } from 'vitest';
import { newestPointCount, pointCapacity, Timeline } from '../../../src/web/history/timeline.js';

/** A timeline after `seconds` points of one second. */
function timelineOf(seconds: number): Timeline {
  const timeline = new Timeline();
  for (let second = 1; second <= seconds; second++) timeline.add(second, 1);
  return timeline;
}

describe('Timeline', () => {
  it('never merges the newest ten minutes', () => {
    const { seconds } = timelineOf(10_000);
    expect(seconds.slice(-newestPointCount)).toEqual(Array(newestPointCount).fill(1));
  });

  it('stays below its capacity, whatever the length of the run', () => {
    expect(timelineOf(50_000).length).toBeLessThan(pointCapacity);
  });

  it('covers every second once', () => {
    const { at, seconds } = timelineOf(30_000);
    expect(seconds.reduce((a, b) => a + b, 0)).toBe(30_000);
    let end = 0;
    for (const [i, moment] of at.entries()) {
      end += seconds[i] as number;
      expect(moment).toBe(end);
    }
  });

  it('keeps older points at an even resolution, within a factor of three', () => {
    const merged = timelineOf(28_800)
      .seconds.filter((seconds) => seconds > 1)
      .slice(0, -1);
    expect(merged.length).toBeGreaterThan(100);
    expect(Math.max(...merged) / Math.min(...merged)).toBeLessThanOrEqual(3);
  });

  it('returns how many points were merged into each', () => {
    const timeline = timelineOf(pointCapacity - 1);
    const plan = timeline.add(pointCapacity, 1);
    expect(plan?.reduce((a, b) => a + b, 0)).toBe(pointCapacity);
    expect(plan?.length).toBe(timeline.length);
  });
});
