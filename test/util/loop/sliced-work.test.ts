import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishSteps, SlicedWork } from '../../../src/util/loop/sliced-work.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Each step takes a millisecond; `seen` gets its number. */
function* steps(count: number, seen: number[]): Generator<void, string> {
  for (let i = 1; i <= count; i++) {
    vi.advanceTimersByTime(1);
    seen.push(i);
    yield;
  }
  return 'done';
}

describe('SlicedWork', () => {
  it('runs 5 ms at a time, and pauses for three times as long', () => {
    const [seen, results]: [number[], string[]] = [[], []];
    new SlicedWork(steps(12, seen), (result) => results.push(result)).start();
    expect(seen).toHaveLength(5);
    vi.advanceTimersByTime(14);
    expect(seen).toHaveLength(5);
    vi.advanceTimersByTime(1);
    expect([seen.length, results]).toEqual([10, []]);
    vi.advanceTimersByTime(15);
    expect([seen.length, results]).toEqual([12, ['done']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('completes at once what takes no longer than a slice', () => {
    const results: string[] = [];
    new SlicedWork(steps(4, []), (result) => results.push(result)).start();
    expect(results).toEqual(['done']);
  });

  it('is completed at once by finish()', () => {
    const [seen, results]: [number[], string[]] = [[], []];
    const work = new SlicedWork(steps(100, seen), (result) => results.push(result));
    work.start();
    expect(seen).toHaveLength(5);
    work.finish();
    expect([seen.length, results, vi.getTimerCount()]).toEqual([100, ['done'], 0]);
  });
});

it('finishSteps runs all steps and returns the result', () => {
  expect(finishSteps(steps(3, []))).toBe('done');
});
