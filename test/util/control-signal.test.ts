import { describe, expect, it } from 'vitest';
import { controlSignalBrand, isSignal } from '../../src/util/control-signal.js';

describe('isSignal', () => {
  it('knows a signal by its brand, whichever copy of tsloc has made it', () => {
    expect(isSignal({ [controlSignalBrand]: true })).toBe(true);
    expect(isSignal(Object.assign(new Error('x'), { [Symbol.for('tsloc.signal')]: true }))).toBe(true);
  });

  it.each([new Error('x'), 'x', null, undefined, 0, {}])('takes %o for what it is', (thrown) => {
    expect(isSignal(thrown)).toBe(false);
  });
});
