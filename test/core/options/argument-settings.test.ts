import { describe, expect, it } from 'vitest';
import { type ArgumentSettings, flagOf } from '../../../src/core/options/argument-settings.js';
import { parseValue } from '../../../src/core/options/options.js';

const row = (settings: ArgumentSettings) => flagOf('--my-arg', undefined, settings);

describe('the settings of an option', () => {
  it.each<[ArgumentSettings, string, unknown]>([
    [{}, '12', '12'],
    [{ type: 'integer' }, '12', 12],
    [{ type: 'number' }, '-1.5', -1.5],
    [{ type: 'text' }, '12', '12'],
    [{ default: 5 }, '2.5', 2.5],
    [{ default: '5' }, '2.5', '2.5'],
    [{ choices: ['dev', 'prod'] }, 'prod', 'prod'],
    [{ choices: [1, 2], default: 1 }, '2', 2],
    [{ type: 'integer', choices: [1, 2] }, '2', 2],
    [{ type: 'flag' }, 'yes', true],
    [{ isMultiple: true }, 'a,b', 'a,b'],
    [{ isMultiple: true, choices: ['eu', 'us'] }, 'us', 'us'],
  ])('derive the type of the value from %j', (settings, text, value) => {
    expect(parseValue(row(settings), text)).toBe(value);
  });

  it.each<[ArgumentSettings, string, string]>([
    [{ type: 'integer' }, '1.5', "invalid int value: '1.5'"],
    [{ type: 'number' }, 'many', "invalid float value: 'many'"],
    [{ default: 5 }, 'many', "invalid float value: 'many'"],
    [{ choices: ['dev', 'prod'] }, 'test', "invalid choice: 'test' (choose from 'dev', 'prod')"],
    [{ choices: [1, 2] }, '3', 'invalid choice: 3 (choose from 1, 2)'],
    [{ choices: ['eu', 'us'], isMultiple: true }, 'ap', "invalid choice: 'ap' (choose from 'eu', 'us')"],
  ])('refuse, with %j, the value %s', (settings, text, reason) => {
    expect(() => parseValue(row(settings), text)).toThrow(`argument --my-arg: ${reason}`);
  });

  it.each<[ArgumentSettings, boolean]>([
    [{ type: 'flag' }, false],
    [{ default: false }, false],
    [{ default: true }, true],
  ])('make a flag, which takes no value, of %j', (settings, value) => {
    const flag = row(settings);
    expect(flag).toMatchObject({ type: 'flag', default: value });
    expect(flag.metavar).toBeUndefined();
  });

  it.each<[object, string]>([
    [
      { tpye: 'integer' },
      "settings of option --my-arg to be any of type, default, choices, help, env, isSecret, isRequired, isMultiple, includeInWebUi, got 'tpye'",
    ],
    [{ type: 'int' }, "type of option --my-arg to be one of text, integer, number, flag, got 'int'"],
    [{ type: 'integer', default: 'abc' }, "default of option --my-arg to be a whole number, or null, got 'abc'"],
    [{ type: 'integer', default: 1.5 }, 'to be a whole number, or null, got 1.5'],
    [{ type: 'number', default: Number.NaN }, 'to be a number, or null, got NaN'],
    [{ type: 'text', default: 1 }, 'to be a string, or null, got 1'],
    [{ type: 'flag', default: 'yes' }, "to be true or false, or null, got 'yes'"],
    [{ choices: ['a'], default: 'zzz' }, "default of option --my-arg to be one of a, or null, got 'zzz'"],
    [
      { type: 'integer', choices: ['1', '2'] },
      "choices of option --my-arg to be a list, each item a whole number, got [ '1', '2' ]",
    ],
    [{ choices: [] }, 'choices of option --my-arg to be a list, each item a string, got []'],
    [{ choices: 'ab' }, "to be a list, each item a string, got 'ab'"],
    [{ isRequired: 'yes' }, "isRequired of option --my-arg to be true or false, got 'yes'"],
    [{ includeInWebUi: 0 }, 'includeInWebUi of option --my-arg to be true or false, got 0'],
    [{ isMultiple: true, type: 'integer' }, "type of option --my-arg to be one of text, got 'integer'"],
    [{ isMultiple: true, default: 'eu' }, "to be a list, each item a string, or null, got 'eu'"],
    [
      { isMultiple: true, choices: ['eu'], default: ['ap'] },
      "to be a list, each item one of eu, or null, got [ 'ap' ]",
    ],
    [{ isMultiple: true, choices: [1] }, 'choices of option --my-arg to be a list, each item a string, got [ 1 ]'],
    [{ default: true, choices: ['a'] }, "choices of option --my-arg to be absent, got [ 'a' ]"],
  ])('that are invalid are refused when they are added: %j', (settings, message) => {
    const attempt = () => row(settings as ArgumentSettings);
    expect(attempt).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
    expect(attempt).toThrow(message);
  });

  it('make a list, which is empty by default, of an option that takes several values', () => {
    expect(row({ isMultiple: true })).toMatchObject({ type: 'texts', default: [] });
    expect(row({ isMultiple: true, choices: ['eu', 'us'], default: ['eu'] })).toMatchObject({
      ...{ type: 'texts', choices: ['eu', 'us'], default: ['eu'] },
    });
  });

  it('may omit the default, for any type', () => {
    for (const settings of [{ type: 'integer' }, { choices: [1, 2] }, { type: 'number', default: null }] as const)
      expect(row(settings).default).toBeNull();
  });
});
