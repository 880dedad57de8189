import { describe, expect, it } from 'vitest';
import { Events } from '../src/core/global-events.js';
import { checkRunOptions, type RunOptions } from '../src/run-options.js';
import { StagesShape } from '../src/runner/stages-shape.js';
import { User } from '../src/user/user.js';

class Walker extends User {}
class Stages extends StagesShape {
  static override stages = [{ duration: 1, users: 1, spawnRate: 1 }];
}

describe('what run() is told', () => {
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
    [{ signal: 'x' }, "signal to be an AbortSignal, got 'x'"],
    [{ signal: null }, 'signal to be an AbortSignal, got null'],
  ])('is refused where it is of the wrong kind: %o', (given, message) => {
    const whole =
      given === undefined || Object.keys(given as object).length === 0
        ? given
        : { userClasses: [Walker], ...(given as object) };
    const check = () => checkRunOptions(whole as RunOptions);
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_OPTION', message: `Expected ${message}.` }));
  });

  it('says how a shape is made of a class', () => {
    expect(() => checkRunOptions({ userClasses: [], shape: Stages as unknown as Stages })).toThrow(
      expect.objectContaining({ hint: 'Make one of the class: { shape: new …() }.' }),
    );
  });

  it('may be a browser’s signal, of a class of its own', () => {
    const signal = Object.assign(new EventTarget(), { aborted: false }) as AbortSignal;
    const shape = new Stages();
    const reporters = [{ name: 'mine' }];
    expect(() =>
      checkRunOptions({ userClasses: [Walker], signal, shape, events: new Events(), reporters }),
    ).not.toThrow();
  });
});
