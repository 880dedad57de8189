import { describe, expect, it } from 'vitest';
import { checkFraction, defaultPercentiles, PercentileLists, percentileLabel } from '../../src/stats/percentiles.js';

describe('percentileLabel', () => {
  it('names the reported percentiles as Locust’s columns are named', () => {
    expect(defaultPercentiles.report.map(percentileLabel).join(' ')).toBe(
      '50% 66% 75% 80% 90% 95% 98% 99% 99.9% 99.99% 100%',
    );
  });

  it.each([
    [0.57, '57.0%'],
    [0.29, '29.0%'],
    [0.123456789, '12.345679%'],
    [0.5, '50%'],
    [1, '100%'],
    [0, '0%'],
  ])('shows %d with the noise that Python shows: %s', (fraction, label) => {
    expect(percentileLabel(fraction)).toBe(label);
  });
});

describe('PercentileLists', () => {
  const names = ['percentilesToReport', 'percentilesToStatistics', 'percentilesToChart'] as const;

  it('has Locust’s lists', () => {
    const lists = new PercentileLists();
    expect(lists.percentilesToReport).toHaveLength(11);
    expect(lists.percentilesToStatistics).toEqual([0.95, 0.99]);
    expect(lists.percentilesToChart).toEqual([0.5, 0.95]);
  });

  it.each(names)('accepts another list as %s, in any order, and keeps a copy', (name) => {
    const lists = new PercentileLists();
    const list = [1, 0.25, 0.6];
    lists[name] = list;
    list.pop();
    expect(lists[name]).toEqual([1, 0.25, 0.6]);
    expect(new PercentileLists()[name]).not.toEqual(lists[name]);
  });

  it.each(names)('refuses invalid fractions as %s', (name) => {
    const lists = new PercentileLists();
    const before = lists[name];
    for (const list of [[], [0], [1.01], [95], [-0.5], [0.5, 0.5], [Number.NaN], ['0.5'], 0.5, null, undefined])
      expect(() => Object.assign(lists, { [name]: list })).toThrow(
        expect.objectContaining({ code: 'BAD_PERCENTILE', message: expect.stringContaining(name) }),
      );
    expect(lists[name]).toBe(before);
  });

  it('accepts at most six lines in the chart', () => {
    const lists = new PercentileLists();
    const seven = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
    lists.percentilesToChart = seven.slice(1);
    expect(() => Object.assign(lists, { percentilesToChart: seven })).toThrow(/at most 6 fractions, got 7/);
  });
});

describe('checkFraction', () => {
  it('accepts 0 to 1', () => {
    for (const fraction of [0, 0.95, 1]) expect(() => checkFraction(fraction)).not.toThrow();
    expect(() => checkFraction(1.1)).toThrow(expect.objectContaining({ code: 'BAD_PERCENTILE' }));
  });
});
