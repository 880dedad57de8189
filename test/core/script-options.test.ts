import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOptions } from '../../src/core/options.js';
import { optionsOfScript, type ScriptOptions } from '../../src/core/script-options.js';

describe('the options of a script', () => {
  it('have the defaults of the command line', () => {
    expect(optionsOfScript({})).toEqual(makeOptions());
  });

  it('mean what those of the command line mean', () => {
    const given: Required<ScriptOptions> = {
      users: 10,
      spawnRate: 0.5,
      runTimeSeconds: 1.5,
      stopTimeoutSeconds: 3,
      iterations: 100,
      iterationsPerUser: 5,
      host: 'http://127.0.0.1:8000',
      seed: 'abc',
      tags: ['quick'],
      excludeTags: ['slow'],
      csvPrefix: 'out',
      csvFullHistory: true,
    };
    expect(optionsOfScript(given)).toEqual(
      makeOptions({
        numUsers: 10,
        spawnRate: 0.5,
        runTime: 1.5,
        stopTimeout: 3,
        iterations: 100,
        iterationsPerUser: 5,
        host: 'http://127.0.0.1:8000',
        seed: 'abc',
        tags: ['quick'],
        excludeTags: ['slow'],
        csvPrefix: 'out',
        statsHistoryEnabled: true,
      }),
    );
  });

  it('may be left undefined', () => {
    expect(optionsOfScript({ users: undefined, host: undefined } as unknown as ScriptOptions)).toEqual(makeOptions());
  });

  const whole = 'a whole number of 0 or more';
  it.each([
    ['users', whole],
    ['iterations', whole],
    ['iterationsPerUser', whole],
    ['runTimeSeconds', 'a number of 0 or more'],
    ['stopTimeoutSeconds', 'a number of 0 or more'],
    ['spawnRate', 'a number above 0'],
  ] as const)('%s is %s, or refused', (name, expected) => {
    const holds = (n: number) => {
      if (expected === whole) return Number.isInteger(n) && n >= 0;
      return Number.isFinite(n) && (expected === 'a number above 0' ? n > 0 : n >= 0);
    };
    const numbers = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY),
    );
    fc.assert(
      fc.property(numbers, (n) => {
        const read = () => optionsOfScript({ [name]: n });
        if (holds(n)) expect(read).not.toThrow();
        else {
          const message = `Expected ${name} to be ${expected}, got ${n}.`;
          expect(read).toThrow(expect.objectContaining({ code: 'BAD_OPTION', message, exitCode: 2 }));
        }
      }),
    );
    for (const wrong of ['3', null, {}, true])
      expect(() => optionsOfScript({ [name]: wrong })).toThrow(`Expected ${name}`);
  });

  it('are those alone: a name that does not exist is refused, with those that do', () => {
    const misspelt = { runTime: 3 } as ScriptOptions;
    expect(() => optionsOfScript(misspelt)).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: "Expected a known option of a run, got 'runTime'.",
        hint: expect.stringContaining('runTimeSeconds'),
      }),
    );
  });
});
