import { describe, expect, it } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import { checkRunOptions, type RunOptions } from '../../src/run/run-options.js';
import { StagesShape } from '../../src/runner/stages-shape.js';
import { User } from '../../src/user/user.js';

class Walker extends User {}
class Stages extends StagesShape {
  static override stages = [{ duration: 1, users: 1, spawnRate: 1 }];
}

describe('the options of run()', () => {
  it.each<[unknown, string]>([
    [undefined, 'userClasses to be a list of classes that extend User, got undefined'],
    [{}, 'userClasses to be a list of classes that extend User, got undefined'],
    [{ userClasses: Walker }, 'userClasses to be a list of classes that extend User, got the class or function Walker'],
    [{ userClasses: [Walker, {}] }, 'userClasses to be a list of classes that extend User, got {}'],
    [
      { userClasses: [class X {}] },
      'userClasses to be a list of classes that extend User, got the class or function X',
    ],
    [{ shape: Stages }, 'shape to be a LoadShape, got the class or function Stages'],
    [{ shape: { tick: 3 } }, 'shape to be a LoadShape, got { tick: 3 }'],
    [{ events: {} }, 'events to be Events, got {}'],
    [{ reporters: 5 }, 'reporters to be a list of objects, got 5'],
    [{ reporters: [null] }, 'reporters to be a list of objects, got [ null ]'],
    [{ judges: [3] }, 'judges to be a list of objects, got [ 3 ]'],
    [{ signal: 'x' }, "signal to be an AbortSignal, got 'x'"],
    [{ signal: null }, 'signal to be an AbortSignal, got null'],
    [{ watchdog: 1 }, 'watchdog to be true or false, got 1'],
    [{ onBlocked: 'exit' }, "onBlocked to be a function, got 'exit'"],
  ])('are refused if they have the wrong type: %o', (given, message) => {
    const whole =
      given === undefined || Object.keys(given as object).length === 0
        ? given
        : { userClasses: [Walker], ...(given as object) };
    const check = () => checkRunOptions(whole as RunOptions);
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_OPTION', message: `Expected ${message}.` }));
  });

  it.each([
    [class extends class User {} {}, expect.stringContaining('"type": "module"')],
    [class extends class Other {} {}, undefined],
    [{}, undefined],
  ])('have a hint for a class that extends the User of another copy of tsloc: %o', (wrong, hint) => {
    const check = () => checkRunOptions({ userClasses: [wrong] } as unknown as RunOptions);
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_OPTION', hint }));
  });

  it('explain how to create a shape from a class', () => {
    expect(() => checkRunOptions({ userClasses: [], shape: Stages as unknown as Stages })).toThrow(
      expect.objectContaining({ hint: 'Pass an instance of the class: { shape: new …() }.' }),
    );
  });

  it('may have an AbortSignal of another class, as in a simulated browser', () => {
    const signal = Object.assign(new EventTarget(), { aborted: false }) as AbortSignal;
    const shape = new Stages();
    const reporters = [{ name: 'mine' }];
    const judges = [{ name: 'mine', judge: () => null }];
    expect(() =>
      checkRunOptions({ userClasses: [Walker], signal, shape, events: new Events(), reporters, judges }),
    ).not.toThrow();
  });
});
