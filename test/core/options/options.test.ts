import { describe, expect, it } from 'vitest';
import { flags } from '../../../src/core/options/flags.js';
import { badOption, flagRows, makeOptions, parseValue } from '../../../src/core/options/options.js';
import { TslocError } from '../../../src/util/error.js';

function rejection(key: keyof typeof flags, text: string): TslocError {
  try {
    parseValue(flags[key], text);
  } catch (error) {
    return error as TslocError;
  }
  throw new Error(`Expected ${key} to reject ${JSON.stringify(text)}.`);
}

describe('makeOptions', () => {
  it('has the default of every row of the table, and no user classes', () => {
    const options: object = makeOptions();
    expect(Object.keys(options)).toEqual([...flagRows.map(([key]) => key), 'userClasses']);
    for (const [key, flag] of flagRows) expect(options).toHaveProperty(key, flag.default);
    expect(options).toHaveProperty('userClasses', []);
  });

  it('uses given values, null and false included, else the default', () => {
    const options = makeOptions({
      numUsers: 5,
      host: null,
      exitCodeOnError: undefined as never,
      userClasses: ['Shopper'],
    });
    expect(options).toMatchObject({ numUsers: 5, host: null, exitCodeOnError: 1, userClasses: ['Shopper'] });
  });
});

describe('parseValue', () => {
  it.each([
    ['numUsers', '5', 5],
    ['numUsers', '+5', 5],
    ['numUsers', ' 5 ', 5],
    ['numUsers', '0', 0],
    ['exitCodeOnError', '007', 7],
    ['spawnRate', '2.5', 2.5],
    ['spawnRate', '1e3', 1000],
    ['runTime', '1h30m', 5400],
    ['stopTimeout', '0', 0],
    ['loglevel', 'debug', 'DEBUG'],
    ['headless', 'Yes', true],
    ['headless', 'true', true],
    ['headless', 'ON', true],
    ['headless', '1', true],
    ['headless', 'no', false],
    ['headless', 'False', false],
    ['headless', 'off', false],
    ['headless', '0', false],
    ['host', ' http://a ', ' http://a '],
    ['csvPrefix', '', ''],
  ] as const)('of %s reads %j as %j', (key, text, value) => {
    expect(parseValue(flags[key], text)).toBe(value);
  });

  it.each([
    ['numUsers', 'abc', "argument -u/--users: invalid int value: 'abc'"],
    ['numUsers', '1.5', "argument -u/--users: invalid int value: '1.5'"],
    ['numUsers', '', "argument -u/--users: invalid int value: ''"],
    ['numUsers', '-1', 'argument -u/--users: must be >= 0'],
    ['spawnRate', '0', 'argument -r/--spawn-rate: must be > 0'],
    ['spawnRate', '-2', 'argument -r/--spawn-rate: must be > 0'],
    ['spawnRate', 'fast', "argument -r/--spawn-rate: invalid float value: 'fast'"],
    ['spawnRate', '', "argument -r/--spawn-rate: invalid float value: ''"],
    ['spawnRate', 'Infinity', "argument -r/--spawn-rate: invalid float value: 'Infinity'"],
    [
      'runTime',
      '1.5',
      'argument -t/--run-time: Invalid time span format. Valid formats: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.',
    ],
    ['runTime', '', 'argument -t/--run-time: Invalid time span format'],
    [
      'loglevel',
      'foo',
      "argument -L/--loglevel: invalid choice: 'FOO' (choose from 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')",
    ],
    [
      'headless',
      '',
      "argument --headless: unexpected value ''. Expecting 'true', 'false', 'yes', 'no', 'on', 'off', '1' or '0'",
    ],
  ] as const)('of %s rejects %j in Locust’s words', (key, text, message) => {
    const error = rejection(key, text);
    expect(TslocError.is(error)).toBe(true);
    expect([error.code, error.exitCode, error.message]).toEqual(['BAD_OPTION', 2, message]);
  });
});

describe('parseValue of a secret option', () => {
  it('does not quote the value', () => {
    const flag = { ...flags.numUsers, isSecret: true };
    expect(() => parseValue(flag, 'secret')).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: 'argument -u/--users: invalid value of type integer' }),
    );
  });
});

describe('badOption', () => {
  it('names the option as Locust does', () => {
    expect(badOption(flags.csvPrefix, 'expected one argument').message).toBe('argument --csv: expected one argument');
    expect(badOption(flags.host, 'expected one argument').message).toBe('argument -H/--host: expected one argument');
  });
});
