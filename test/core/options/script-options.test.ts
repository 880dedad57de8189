import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Events } from '../../../src/core/events/global-events.js';
import type { ArgumentParser } from '../../../src/core/options/argument-parser.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { optionsOfScript, type ScriptOptions } from '../../../src/core/options/script-options.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const read = (given: object, events = new Events()) => optionsOfScript(given as ScriptOptions, events);

describe('the options of a script', () => {
  it('have the defaults of the command line, but log less', async () => {
    expect(await read({})).toEqual(makeOptions({ loglevel: 'WARNING' }));
  });

  it('mean what those of the command line mean', async () => {
    const sameNames = {
      iterations: 100,
      iterationsPerUser: 5,
      host: 'http://127.0.0.1:8000',
      maxTotalBodyBytes: 1_000,
      seed: 'abc',
      tags: ['quick'],
      excludeTags: ['slow'],
      expectedStatuses: ['429'],
      workload: { pages: 3 },
      csvPrefix: 'out',
      loglevel: 'DEBUG',
    } as const;
    const given: Required<ScriptOptions> = {
      ...sameNames,
      users: 10,
      spawnRate: 0.5,
      runTimeSeconds: 1.5,
      stopTimeoutSeconds: 3,
      csvFullHistory: true,
      log: () => {},
      customOptions: {},
    };
    expect(await read(given)).toEqual(
      makeOptions({
        ...sameNames,
        numUsers: 10,
        spawnRate: 0.5,
        runTime: 1.5,
        stopTimeout: 3,
        statsHistoryEnabled: true,
      }),
    );
  });

  it('may be left undefined', async () => {
    const nothing = {
      users: undefined,
      host: undefined,
      loglevel: undefined,
      log: undefined,
      customOptions: undefined,
    };
    expect(await read(nothing)).toEqual(await read({}));
  });

  const whole = 'a whole number of 0 or more';
  const above = 'a whole number above 0';
  it.each([
    ['users', whole],
    ['maxTotalBodyBytes', whole],
    ['iterations', above],
    ['iterationsPerUser', above],
    ['runTimeSeconds', 'a number of 0 or more'],
    ['stopTimeoutSeconds', 'a number of 0 or more'],
    ['spawnRate', 'a number above 0'],
  ] as const)('%s is %s, or refused', async (name, expected) => {
    const holds = (n: number) => {
      if (expected === whole) return Number.isSafeInteger(n) && n >= 0;
      if (expected === above) return Number.isSafeInteger(n) && n > 0;
      return Number.isFinite(n) && (expected === 'a number above 0' ? n > 0 : n >= 0);
    };
    const numbers = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY),
    );
    await fc.assert(
      fc.asyncProperty(numbers, async (n) => {
        const outcome = await read({ [name]: n }).catch((error: unknown) => error);
        const message = `Expected ${name} to be ${expected}, got ${inspect(n)}.`;
        if (holds(n)) expect(outcome).not.toBeInstanceOf(Error);
        else expect(outcome).toMatchObject({ code: 'BAD_OPTION', message, exitCode: 2 });
      }),
    );
    for (const wrong of ['3', null, {}, true])
      await expect(read({ [name]: wrong })).rejects.toThrow(`Expected ${name}`);
  });

  it.each<[object, string]>([
    [{ tags: 'x' }, "tags to be a list of strings, got 'x'"],
    [{ excludeTags: [1] }, 'excludeTags to be a list of strings, got [ 1 ]'],
    [{ host: 5 }, 'host to be a string, got 5'],
    [{ seed: 5 }, 'seed to be a string, got 5'],
    [{ csvPrefix: true }, 'csvPrefix to be a string, got true'],
    [{ csvFullHistory: 'yes' }, "csvFullHistory to be true or false, got 'yes'"],
    [{ loglevel: 'info' }, "loglevel to be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, got 'info'"],
    [{ log: console }, 'log to be a function'],
    [{ customOptions: 5 }, 'customOptions to be an object, got 5'],
  ])('of the wrong kind are refused: %o', async (given, message) => {
    const error = { code: 'BAD_OPTION', message: expect.stringContaining(`Expected ${message}`) };
    await expect(read(given)).rejects.toMatchObject(error);
  });

  it('include no others: an unknown name is refused, with the known ones', async () => {
    await expect(read({ runTime: 3 })).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: "Expected a known option of a run, got 'runTime'.",
      hint: expect.stringContaining('runTimeSeconds'),
    });
  });
});

describe('custom options, in a script', () => {
  const adding = (add: (parser: ArgumentParser) => void) => {
    const events = new Events();
    events.initCommandLineParser.addListener(({ parser }) => add(parser));
    return events;
  };
  const events = adding((parser) => {
    parser.addArgument('--slow-after', { type: 'integer', default: 200 });
    parser.addArgument('--mode', { choices: ['a', 'b'] });
    parser.addArgument('--regions', { choices: ['eu', 'us'], isMultiple: true });
  });

  it('have their defaults, or what is given', async () => {
    expect(await read({}, events)).toMatchObject({ slowAfter: 200, mode: null, regions: [] });
    const given = { slowAfter: 5, mode: 'b', regions: ['us'] };
    expect(await read({ customOptions: given }, events)).toMatchObject(given);
    expect(await read({ customOptions: { slowAfter: undefined, mode: null } }, events)).toMatchObject({
      slowAfter: 200,
    });
  });

  it.each<[object, string]>([
    [{ slowafter: 5 }, "customOptions to name an option of your own, got 'slowafter'."],
    [{ numUsers: 5 }, "customOptions to name an option of your own, got 'numUsers'."],
    [{ slowAfter: 'x' }, "customOptions.slowAfter to be a whole number, or null, got 'x'."],
    [{ mode: 'c' }, "customOptions.mode to be one of a, b, or null, got 'c'."],
    [{ regions: ['ap'] }, "customOptions.regions to be a list, each item one of eu, us, or null, got [ 'ap' ]."],
  ])('are refused if they are unknown or not custom: %o', async (customOptions, message) => {
    await expect(read({ customOptions }, events)).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: `Expected ${message}`,
    });
  });

  it('that are invalid reject the call that reads them, also after another run with the same events', async () => {
    const wrong = adding((parser) => parser.addArgument('users'));
    const { environment, log } = makeEnvironment({}, [], wrong);
    environment.release();
    await expect(read({}, wrong)).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
    expect(log).toEqual([]);
  });

  it('are not collected while a run uses the events: its listeners keep their log', async () => {
    const { environment, log } = makeEnvironment({}, [], events);
    await expect(read({}, events)).rejects.toMatchObject({ code: 'EVENTS_IN_USE' });
    events.quit.addListener(() => {
      throw new Error('broken');
    });
    events.quit.fire({ exitCode: 0 });
    expect(log).toHaveLength(1);
    environment.release();
  });
});
