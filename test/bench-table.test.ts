import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatGoal,
  formatMemory,
  formatRates,
  formatTimeGoal,
  formatTimes,
  median,
  type Round,
  ratios,
} from './bench/table.js';

const number = fc.double({ min: 1, max: 1e6, noNaN: true });

function round(tsloc: number, dispatch: number): Round {
  const rate = (perCoreSecond: number) => ({ perSecond: perCoreSecond / 2, perCoreSecond });
  return new Map([
    ['tsloc', rate(tsloc)],
    ['undici dispatch', rate(dispatch)],
  ]);
}

describe('what the bench prints', () => {
  it('takes the middle value, or the mean of the middle two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('finds a median that at most half of the values lie below and at most half above', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (values) => {
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('compares within a round, so that a machine that slows down for a round changes no ratio', () => {
    const steady = [round(60, 100), round(60, 100)];
    const slowed = [round(60, 100), round(6, 10)];
    expect(ratios(slowed, 'tsloc', 'undici dispatch')).toEqual(ratios(steady, 'tsloc', 'undici dispatch'));
    expect(ratios(slowed, 'tsloc', 'undici dispatch')).toEqual([0.6, 0.6]);
  });

  it('shows median and range of each contender', () => {
    const rounds = [round(60_000, 100_000), round(70_000, 100_000), round(62_000, 100_000)];
    const rows = formatRates('100 users', rounds).split('\n');
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['100 users', 'requests/s', 'per core-second'],
      ['tsloc', '31,000 (30,000–35,000)', '62,000 (60,000–70,000)'],
      ['undici dispatch', '50,000 (50,000–50,000)', '100,000 (100,000–100,000)'],
    ]);
  });

  it('shows the reached value, and whether it meets the goal', () => {
    const rounds = [round(60_000, 100_000), round(70_000, 100_000), round(62_000, 100_000)];
    const goal = { subject: 'tsloc', of: 'undici dispatch' };
    expect(formatGoal(rounds, { ...goal, atLeast: 0.62 })).toBe(
      '  tsloc does 0.62 (0.60–0.70) times what undici dispatch does: reached, the goal is 0.62',
    );
    expect(formatGoal(rounds, { ...goal, atLeast: 0.63 })).toContain(': MISSED, the goal is 0.63');
  });

  it('shows the memory of each idle user', () => {
    const step = { users: 10_000, megabytes: 215.4, kilobytesPerUser: 11.234, heapKilobytesPerUser: 9.27 };
    const [, row = ''] = formatMemory('HttpUser', [step]).split('\n');
    expect(row.trim().split(/ {2,}/)).toEqual(['10,000', '215 MB', '11.2 KB', '9.3 KB']);
  });

  it('shows start-up times, and their ratios round by round', () => {
    const rounds = [
      [50, 100],
      [100, 150],
      [60, 60],
    ].map(([node = 0, tsloc = 0]) => new Map(Object.entries({ node, tsloc })));
    expect(formatTimes('start-up', rounds).replace(/ +/g, ' ')).toBe(
      'start-up ms\n node 60 (50–100)\n tsloc 100 (60–150)',
    );
    const goal = (atMost: number) => formatTimeGoal(rounds, { subject: 'tsloc', of: 'node', atMost });
    expect(goal(1.5)).toBe('  tsloc takes 1.50 (1.00–2.00) times what node takes: reached, the goal is 1.5 at most');
    expect(goal(1.4)).toContain('MISSED');
  });
});
