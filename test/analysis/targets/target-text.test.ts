import { describe, expect, it } from 'vitest';
import { targetLine, valueText } from '../../../src/analysis/targets/target-text.js';

describe('a value', () => {
  it.each([
    [145, 'ms', '145ms'],
    [8.914, 'ms', '8.91ms'],
    [0.25, 'ms', '0.25ms'],
    [0.0012345, 'ms', '0.00123ms'],
    [12345.67, 'ms', '12346ms'],
    [145.28, 'ms', '145ms'],
    [60.06, 'ms', '60.1ms'],
    [0.005, 'share', '0.5%'],
    [0.99512, 'share', '99.51%'],
    [0, 'share', '0%'],
    [999, 'bytes', '999B'],
    [20_480, 'bytes', '20.48kB'],
    [1.5e9, 'bytes', '1.5GB'],
    [102.444, 'per second', '102.44/s'],
    [0.93, 'number', '0.93'],
    [-4.5, 'number', '-4.5'],
  ] as const)('%d %s is %s', (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });
});

describe('the line of a target', () => {
  const parts = { title: 'P95', value: 145, operator: '<', bound: 500, unit: 'ms', isMet: true, note: null } as const;

  it('says what was measured and what was wanted, with the relation that is true', () => {
    expect(targetLine(parts)).toBe('P95: 145ms < 500ms target');
    expect(targetLine({ ...parts, value: 612, isMet: false })).toBe('P95: 612ms >= 500ms target');
    expect(targetLine({ ...parts, value: 612, isMet: false, note: 'missed in 2 of 9 intervals' })).toBe(
      'P95: 612ms >= 500ms target (missed in 2 of 9 intervals)',
    );
  });

  it('says why there is no value', () => {
    expect(targetLine({ ...parts, value: null, note: 'no request of /x' })).toBe(
      'P95: no request of /x, < 500ms target',
    );
    expect(targetLine({ ...parts, value: null, isMet: null })).toBe('P95: nothing was measured, < 500ms target');
  });

  it('has as many digits as tell the two apart', () => {
    const close = { ...parts, value: 499.9999, bound: 500 };
    expect(targetLine(close)).toBe('P95: 499.9999ms < 500ms target');
    expect(targetLine({ ...parts, value: 1000 / 3, bound: 333, isMet: false })).toBe('P95: 333.3ms >= 333ms target');
    expect(targetLine({ ...parts, value: 100.6, bound: 100.7 })).toBe('P95: 100.6ms < 100.7ms target');
    expect(targetLine({ ...parts, value: 1.4, bound: 1.2, isMet: false })).toBe('P95: 1.4ms >= 1.2ms target');
    expect(targetLine({ ...parts, value: 1200.4, bound: 1200.5 })).toBe('P95: 1200ms < 1200.5ms target');
  });
});
