import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../src/stats/histogram.js';
import { defaultPercentiles, percentileLabel } from '../src/stats/percentiles.js';
import { casesOf, usersFor } from './bench/accuracy/cases.js';
import { formatBlock, formatCase, formatHead, formatMiss } from './bench/accuracy/format.js';
import { latencyOf, meanLatency } from './bench/accuracy/latencies.js';
import { fractions, Times } from './bench/accuracy/times.js';
import { differences, isShown, type Run, shownPercentiles, tolerance, verdicts } from './bench/accuracy/verdict.js';

/** A run with these percentiles of the server, whose upper bounds are `unknown` higher, and a client that measured `off` more. */
function run(
  expected: readonly number[],
  off: readonly number[],
  more: Partial<Run['client']> = {},
  unknown: readonly number[] = [0, 0, 0, 0],
): Run {
  const percentiles = expected.map((value, i) => value + (off[i] as number));
  const client = { count: 9, percentiles, shown: percentiles.map(Math.round), log: [], rate: 20_000 };
  const atMost = expected.map((value, i) => value + (unknown[i] as number));
  const server = { count: 9, percentiles: expected, atMost };
  return { server, client: { ...client, busy: 0.5, waitedForCore: 0.02, ...more } };
}

describe('the latencies of the accuracy bench', () => {
  it.each(['fixed', 'bimodal', 'heavy tail'] as const)(
    'are the same each time, with the documented mean: %s',
    (shape) => {
      const [one, other] = [latencyOf(shape), latencyOf(shape)];
      const values = Array.from({ length: 200_000 }, one);
      expect(Array.from({ length: 1_000 }, other)).toEqual(values.slice(0, 1_000));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean - meanLatency[shape]) / meanLatency[shape]).toBeLessThan(0.05);
    },
  );

  it('have a tail of over a hundred times the median, and a maximum', () => {
    const values = Array.from({ length: 200_000 }, latencyOf('heavy tail')).sort((a, b) => a - b);
    expect(values[100_000]).toBeCloseTo(4.76, 1);
    expect(values.at(-1)).toBe(1_000);
  });
});

describe('the percentiles of recorded times', () => {
  it('are those of the statistics, before rounding', () => {
    const times = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(times, (values) => {
        const kept = new Times();
        const histogram = new Histogram();
        for (const value of values) {
          kept.add(value);
          histogram.record(value);
        }
        const { count, percentiles } = kept.account();
        expect(count).toBe(values.length);
        expect(isShown({ percentiles, shown: histogram.snapshot().percentiles(fractions) })).toBe(true);
      }),
    );
  });

  it('grow beyond their first capacity', () => {
    const kept = new Times();
    for (let i = 200_000; i > 0; i--) kept.add(i);
    expect(kept.account()).toEqual({ count: 200_000, percentiles: [100_001, 180_001, 198_001, 199_801] });
  });
});

describe('the verdict of the accuracy bench', () => {
  const expected = [10, 20, 50, 300];

  it('allows 0.3 ms, or 1 % where that is more', () => {
    expect([5, 30, 31, 300].map(tolerance)).toEqual([0.3, 0.3, 0.31, 3]);
    expect(verdicts([run(expected, [0.29, -0.29, 0.49, 2.9])])).toEqual([true, true, true, true]);
    expect(verdicts([run(expected, [0.31, -0.31, 0.51, -3.1])])).toEqual([false, false, false, false]);
  });

  it('counts only differences beyond the bounds of the server', () => {
    const one = run(expected, [-0.2, 0.1, 0.5, 2], {}, [1, 1, 0.5, 1]);
    expect(differences(one).map((value) => Number(value.toFixed(6)))).toEqual([-0.2, 0, 0, 1]);
  });

  it('uses the median of several runs', () => {
    const runs = [run(expected, [0.9, 0, 0, 9]), run(expected, [0.1, 0, 0, 9]), run(expected, [0.2, 0, 9, 0])];
    expect(verdicts(runs)).toEqual([true, true, true, false]);
  });

  it('throws if both sides counted different numbers of requests', () => {
    expect(() => differences(run(expected, [0, 0, 0, 0], { count: 8 }))).toThrow(
      'answered 9 requests, its client counted 8',
    );
  });

  it('reads the percentiles of a report, and detects wrong ones', () => {
    const percentiles = Object.fromEntries(
      defaultPercentiles.report.map((fraction) => [percentileLabel(fraction), fraction * 1_000]),
    );
    expect(shownPercentiles({ percentiles })).toEqual([500, 900, 990, 999]);
    expect(shownPercentiles(undefined)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(isShown({ percentiles: [10.4, 20.5, 50, 300.7], shown: [10, 20, 50, 301] })).toBe(true);
    expect(isShown({ percentiles: [10.4, 20.5, 50, 300.7], shown: [10, 20, 50, 302] })).toBe(false);
  });
});

describe('the cases of the accuracy bench', () => {
  it('are both classes at three loads of three servers, and raw sockets for comparison', () => {
    const busy = casesOf({ quick: false }).filter(({ wait }) => wait === 0);
    expect(busy.length).toBe(27);
    expect(new Set(busy.map(({ share }) => share))).toEqual(new Set([0.2, 0.5, 0.8]));
    expect(casesOf({ quick: true }).length).toBe(4);
  });

  it('have as many users as are busy or waiting at that rate', () => {
    expect(usersFor(20_000, { shape: 'fixed', wait: 0 })).toBe(200);
    expect(usersFor(20_000, { shape: 'fixed', wait: 0.02 })).toBe(600);
    expect(usersFor(10, { shape: 'fixed', wait: 0 })).toBe(1);
  });
});

describe('the table of the accuracy bench', () => {
  const one = { kind: 'HttpUser', shape: 'heavy tail', share: 0.5, wait: 0 } as const;
  const cells = (line: string) => line.trim().split(/ {2,}/);

  it('shows the bounds, the difference and the verdict of each percentile', () => {
    expect(cells(formatHead())).toEqual(['requests/s', 'busy', 'no core', 'p50', 'p90', 'p99', 'p99.9']);
    expect(cells(formatCase(one, [run([5, 14, 60, 300], [0.1, -0.1, 0.7, 2])]))).toEqual([
      'HttpUser, heavy tail, 50 %',
      '20,000',
      '50 %',
      '2 %',
      '5.00–5.00 +0.10 ok',
      '14.00–14.00 −0.10 ok',
      '60.00–60.00 +0.70 OFF',
      '300.00–300.00 +2.00 ok',
    ]);
  });

  it('lists those outside tolerance, if any', () => {
    expect(formatMiss(one, [run([5, 14, 60, 300], [0.5, 0, 0.7, 2])])).toBe(
      'accuracy: HttpUser, heavy tail, 50 %: p50 by +0.50 ms, p99 by +0.70 ms',
    );
    expect(formatMiss({ ...one, wait: 0.02 }, [run([5, 14, 60, 300], [0, 0, 0, 0])])).toBeNull();
  });

  it('tells if a report shows other values than were measured', () => {
    const odd = run([5, 14, 60, 300], [0, 0, 0, 0], { shown: [5, 14, 70, 300] });
    expect(formatCase(one, [odd, odd, odd])).toMatch(/ \(medians of 3\) but the report says 5, 14, 70, 300$/);
  });

  it('shows a blocked event loop, and the warnings about it', () => {
    const log = [
      '[2026-01-01 00:00:00,000] host/WARNING/locust.runners: More than 100 users per second may be too many.',
      '[2026-01-01 00:00:00,000] host/WARNING/locust.runners: It is late.',
    ];
    expect(formatBlock(50, run([10], [40], { log }))).toBe(
      '  blocked for 50 ms (busy 50 %): off by +40.00 ms; It is late.',
    );
    expect(formatBlock(5, run([10], [1]))).toContain('no warning');
  });
});
