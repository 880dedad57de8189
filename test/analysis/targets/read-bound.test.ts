import { describe, expect, it } from 'vitest';
import { readBound } from '../../../src/analysis/targets/read-bound.js';
import { scanTarget } from '../../../src/analysis/targets/scan-target.js';

const read = (text: string, unit: Parameters<typeof readBound>[1]) =>
  readBound(scanTarget(`x < ${text}`).right, unit, 9);

describe('the bound of a target', () => {
  it.each([
    ['1.5s', 'ms', 1500, 'ms', 1],
    ['2 min', 'ms', 120_000, 'ms', 2],
    ['0.29%', 'share', 0.0029, 'share', 1],
    ['30 / min', 'per second', 30, 'per second', 1],
    ['30/min', 'per second', 0.5, 'per second', 1],
    ['1GiB', 'bytes', 2 ** 30, 'bytes', 1],
    ['7', 'bytes', 7, 'bytes', 1],
    ['-0.5', null, -0.5, 'number', 1],
    ['80%', null, 0.8, 'share', 1],
    ['.5 s last', null, 500, 'ms', 2],
  ] as const)('%s for %s is %d %s', (text, unit, value, found, words) => {
    expect(read(text, unit)).toEqual({ bound: { value, unit: found }, words });
  });

  it('says what it expected', () => {
    expect(() => read('5', 'share')).toThrow('expected % after a percentage');
    expect(() => read('5ms', 'bytes')).toThrow('expected a size such as 20kB, got a time');
    expect(() => readBound([], 'number', 9)).toThrow('expected a number');
  });
});
