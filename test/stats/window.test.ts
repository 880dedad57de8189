import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/stats/histogram.js';
import { PercentileWindow, RateWindow } from '../../src/stats/window.js';

const epoch = 1_700_000_000;

describe('RateWindow', () => {
  it('gives the rates of Locust’s worked example', () => {
    const rate = new RateWindow();
    for (const [second, count] of [
      [1, 2],
      [2, 2],
      [3, 1],
      [4, 1],
    ] as const) {
      for (let i = 0; i < count; i++) rate.add(epoch + second);
    }
    expect(rate.rate(epoch + 4, epoch)).toBe(1);
    rate.add(epoch + 12);
    rate.add(epoch + 14);
    expect(rate.rate(epoch + 14, epoch)).toBe(0.4);
  });

  it('is 0 for the first three seconds of a test', () => {
    const rate = new RateWindow();
    for (let second = 0; second < 3; second++) {
      rate.add(epoch + second);
      expect(rate.rate(epoch + second, epoch)).toBe(0);
    }
    rate.add(epoch + 3);
    expect(rate.rate(epoch + 3, epoch)).toBe(1);
  });

  it('equals a count of every second, also for an entry without requests while others have some', () => {
    const step = fc.record({ gap: fc.oneof(fc.nat(2), fc.nat(40)), count: fc.nat(5), quiet: fc.nat(14) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(20), (steps, startOffset) => {
        const window = new RateWindow();
        const all = new Map<number, number>();
        let second = epoch;
        for (const { gap, count, quiet } of steps) {
          second += gap;
          for (let i = 0; i < count; i++) window.add(second);
          all.set(second, (all.get(second) ?? 0) + count);
          const last = second + quiet;
          expect(window.rate(last, epoch + startOffset)).toBe(bruteForce(all, last, epoch + startOffset));
          second = last;
        }
      }),
    );
  });

  it('counts a request of a second or two ago, after the clock was set back', () => {
    const rate = new RateWindow();
    rate.add(epoch + 10);
    rate.add(epoch + 8);
    rate.add(epoch - 1000);
    expect(rate.rate(epoch + 13, epoch + 8)).toBe(2 / 3);
  });

  it('lists its counts, second by second', () => {
    const rate = new RateWindow();
    expect(rate.counts()).toEqual([]);
    rate.add(epoch);
    rate.add(epoch + 3, 5);
    expect(rate.counts()).toEqual([
      [epoch, 1],
      [epoch + 3, 5],
    ]);
    rate.add(epoch + 17);
    expect(rate.counts()).toEqual([
      [epoch + 3, 5],
      [epoch + 17, 1],
    ]);
  });

  function bruteForce(all: ReadonlyMap<number, number>, last: number, start: number): number {
    const seconds: number[] = [];
    for (let second = Math.max(last - 12, start); second <= last - 3; second++) seconds.push(second);
    return seconds.reduce((sum, second) => sum + (all.get(second) ?? 0), 0) / Math.max(seconds.length, 1);
  }
});

describe('PercentileWindow', () => {
  /** In the order of Locust's source: how many seconds before the query a snapshot is looked for. */
  const preference = [10, 11, 9, 12, 8, 13, 7, 14, 6, 15, 5, 16, 4, 17, 3, 18, 2];

  it('has no start without a snapshot', () => {
    expect(new PercentileWindow().startOf(epoch)).toBeUndefined();
  });

  it.each(preference.map((age, i) => [age, preference.slice(i)] as const))(
    'takes the snapshot of %i seconds ago before any of the ages %j',
    (age, others) => {
      const window = new PercentileWindow();
      const histogram = new Histogram();
      // Oldest first; each has another number of requests after it.
      for (const other of others.toSorted((a, b) => b - a)) {
        window.remember(epoch - other, histogram);
        histogram.record(other);
      }
      const oldestAfter = Math.max(...others.filter((other) => other <= age));
      expect(histogram.snapshot().percentiles([1], window.startOf(epoch))).toEqual([oldestAfter]);
    },
  );

  it.each([0, 1, 19, 20])('has no start %i seconds after the only snapshot', (age) => {
    const window = new PercentileWindow();
    window.remember(epoch, new Histogram());
    expect(window.startOf(epoch + age)).toBeUndefined();
  });

  it('shows 0 when nothing happened since the snapshot', () => {
    const window = new PercentileWindow();
    const histogram = new Histogram();
    histogram.record(50);
    window.remember(epoch, histogram);
    expect(histogram.snapshot().percentiles([0.5, 1], window.startOf(epoch + 10))).toEqual([0, 0]);
  });

  it('equals a sort of the requests after the preferred snapshot, for any traffic', () => {
    const step = fc.record({ gap: fc.nat(6), values: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.nat(25), (steps, later) => {
        const window = new PercentileWindow();
        const histogram = new Histogram();
        const values: number[] = [];
        let kept: { second: number; seen: number }[] = [];
        let second = epoch;
        for (const step of steps) {
          second += step.gap + 1;
          window.remember(second, histogram);
          kept = [...kept, { second, seen: values.length }].slice(-20);
          for (const value of step.values) {
            histogram.record(value);
            values.push(value);
          }
        }
        const at = second + later;
        const found = preference
          .map((age) => kept.find((one) => one.second === at - age))
          .find((one) => one !== undefined);
        const start = window.startOf(at);
        expect(start?.count).toBe(found?.seen);
        if (found === undefined) return;
        expect(histogram.snapshot().percentiles([0.5, 1], start)).toEqual(ranks(values.slice(found.seen)));
      }),
    );
  });

  function ranks(values: readonly number[]): number[] {
    if (values.length === 0) return [0, 0];
    const sorted = values.toSorted((a, b) => a - b);
    return [sorted[Math.trunc(sorted.length / 2)] as number, sorted.at(-1) as number];
  }
});
