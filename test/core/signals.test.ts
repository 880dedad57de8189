import { describe, expect, it } from 'vitest';
import { isSignal, RescheduleTask, RescheduleTaskImmediately, StopUser } from '../../src/core/signals.js';
import { withFrozenErrors } from '../helpers/extended-prototypes.js';

describe('signals', () => {
  it.each([
    ['StopUser', StopUser],
    ['RescheduleTask', RescheduleTask],
    ['RescheduleTaskImmediately', RescheduleTaskImmediately],
  ])('%s has its name, a message, and one of the user’s own if given', (name, Signal) => {
    const signal = new Signal();
    expect(signal).toBeInstanceOf(Error);
    expect(signal.name).toBe(name);
    expect(signal.message).not.toBe('');
    expect(new Signal('sold out').message).toBe('sold out');
    expect(isSignal(signal)).toBe(true);
  });

  it('are distinguished from errors', () => {
    for (const thrown of [new Error('StopUser'), 'StopUser', null, undefined, 1, {}])
      expect(isSignal(thrown)).toBe(false);
  });

  it('are recognized when another installed copy of tsloc threw them, and when a user derives one', () => {
    class SoldOut extends StopUser {}
    expect(new SoldOut().name).toBe('SoldOut');
    expect(isSignal(new SoldOut())).toBe(true);
    expect(isSignal({ [Symbol.for('tsloc.signal')]: true })).toBe(true);
  });

  it('have their names where errors are frozen', () => {
    expect(withFrozenErrors(() => new StopUser()).name).toBe('StopUser');
  });
});
