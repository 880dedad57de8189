import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/stats/histogram.js';
import { sampleRules } from '../../src/stats/sample-rules.js';
import { findViolation } from '../../src/util/rules.js';
import { makeSample } from '../helpers/statistics/samples.js';

describe('the rules of a sample', () => {
  it('accept a sample as clients make it', () => {
    expect(findViolation(makeSample(), sampleRules)).toBeNull();
  });

  it.each([
    ['requestType', [''], [undefined, null, 5]],
    ['name', [''], [undefined, null, 5]],
    ['responseTime', [0, 0.001, 1e9, null], [undefined, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, '250']],
    ['responseLength', [0, 1e12], [null, -1, Number.NaN, 1e308]],
    ['exception', ['', null, new Error('x'), runInNewContext("new Error('x')")], [undefined, 5, { message: 'x' }]],
    ['startTime', [0, 1_700_000_000.5, -1], [null, Number.NaN, 1e13]],
    ['url', [''], [undefined, new URL('http://a/')]],
  ] as const)('accept and refuse values of %s', (name, accepted, refused) => {
    for (const value of accepted) expect(sampleRules[name].accepts(value), String(value)).toBe(true);
    for (const value of refused) expect(sampleRules[name].accepts(value), String(value)).toBe(false);
  });

  it('accept an error whose message cannot be read: its failure is counted', () => {
    const unreadable = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error('from a getter');
      },
    });
    expect(sampleRules.exception.accepts(unreadable)).toBe(true);
    expect(sampleRules.exception.accepts(Object.defineProperty({}, 'name', { get: () => expect.fail() }))).toBe(false);
  });

  it('accept no response time that a histogram cannot hold', () => {
    const longest = Math.trunc(Number.MAX_SAFE_INTEGER / 1_000);
    expect(sampleRules.responseTime.accepts(longest)).toBe(true);
    expect(sampleRules.responseTime.accepts(longest + 1)).toBe(false);
    const histogram = new Histogram();
    for (let i = 0; i < 300; i++) histogram.record(longest);
    expect(histogram.snapshot().percentiles([1])[0]).toBe(longest);
  });
});
