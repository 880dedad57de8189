import { describe, expect, it } from 'vitest';
import { controlSignalBrand, isSignal } from '../../src/util/control-signal.js';

describe('isSignal', () => {
  it('recognizes a signal by its brand, from any copy of tsloc', () => {
    expect(isSignal({ [controlSignalBrand]: true })).toBe(true);
    expect(isSignal(Object.assign(new Error('x'), { [Symbol.for('tsloc.signal')]: true }))).toBe(true);
  });

  it.each([new Error('x'), 'x', null, undefined, 0, {}])('returns false for %o', (thrown) => {
    expect(isSignal(thrown)).toBe(false);
  });
});
