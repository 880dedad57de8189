import { describe, expect, it } from 'vitest';
import { type Entry, settingsFromEntries } from '../../../src/cli/config/entry.js';
import { flagOf } from '../../../src/core/options/argument-settings.js';
import { flagRows } from '../../../src/core/options/options.js';

const source = 'a.file';
const read = (format: Entry['format'], entries: object) =>
  Object.fromEntries(
    settingsFromEntries(
      Object.entries(entries).map(([key, value]) => ({ key, value, source, format })),
      flagRows,
    ).map(({ key, value }) => [key, value]),
  );

describe('entries of Locust’s files', () => {
  it('are texts, by long names with or without dashes, or by an unambiguous prefix', () => {
    const entries = { users: '10', '--spawn-rate': '2.5', 'run-time': '1m', print: 'yes' };
    expect(read('locust', entries)).toEqual({ numUsers: 10, spawnRate: 2.5, runTime: 60, printStats: true });
  });

  it('may turn a flag off', () => {
    expect(read('locust', { headless: 'false', 'only-summary': '0' })).toEqual({ headless: false, onlySummary: false });
    expect(() => read('locust', { headless: 'maybe' })).toThrow("argument --headless: unexpected value 'maybe'");
  });

  it('are lists for list options only; plain text is one word', () => {
    expect(read('locust', { tags: ['a', 'b'], 'exclude-tags': 'a b' })).toEqual({
      tags: ['a', 'b'],
      excludeTags: ['a b'],
    });
    expect(() => read('locust', { users: ['1', '2'] })).toThrow(
      'argument -u/--users: expected one value, got a list in a.file',
    );
  });

  it.each([
    ['num_users', '5', "Did you mean 'users'?"],
    ['user', 'x', undefined],
  ])('named %s are unknown unless they are a prefix', (key, value, hint) => {
    if (hint === undefined) return expect(() => read('locust', { [key]: value })).toThrow('invalid int value');
    expect(() => read('locust', { [key]: value })).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_OPTION',
        exitCode: 2,
        message: `unrecognized arguments: --${key}=${value}`,
        hint: `It is a key of a.file. ${hint}`,
      }),
    );
  });
});

describe('entries of tsloc’s files', () => {
  it('have types; names are long ones, also in camelCase, or those of parsedOptions', () => {
    const entries = { users: 10, spawnRate: 2.5, 'run-time': '1m', stopTimeout: 5, headless: false, tags: 'a' };
    expect(read('tsloc', entries)).toEqual({
      ...{ numUsers: 10, spawnRate: 2.5, runTime: 60, stopTimeout: 5, headless: false, tags: ['a'] },
    });
    expect(read('tsloc', { numUsers: 3, userClasses: ['A'] })).toEqual({ numUsers: 3, userClasses: ['A'] });
    expect(read('tsloc', { userClasses: 'A' })).toEqual({ userClasses: ['A'] });
  });

  it('of lists are checked one by one', () => {
    const regions = flagOf('--regions', undefined, { choices: ['eu', 'us'], isMultiple: true });
    const read = (value: unknown) =>
      settingsFromEntries([{ key: 'regions', value, source, format: 'tsloc' }], [['regions', regions]]);
    expect(read(['eu', 'us'])).toEqual([{ key: 'regions', value: ['eu', 'us'], source }]);
    expect(() => read('ap')).toThrow(
      expect.objectContaining({
        ...{ code: 'BAD_OPTION', hint: 'It is set in a.file.' },
        message: "argument --regions: invalid choice: 'ap' (choose from 'eu', 'us')",
      }),
    );
  });

  it('set nothing by null and undefined, and give JSON for objects in lists', () => {
    expect(read('tsloc', { users: null, host: undefined, configUsers: [{ user_class_name: 'A' }, 'a.json'] })).toEqual({
      configUsers: ['{"user_class_name":"A"}', 'a.json'],
    });
  });

  it.each([
    [{ users: 1.5 }, "argument -u/--users: invalid int value: '1.5'"],
    [{ users: true }, 'argument -u/--users: expected a value, got true in a.file'],
    [{ host: {} }, 'argument -H/--host: expected one value, got an object in a.file'],
    [{ spawnrate: 1 }, 'unrecognized key: spawnrate'],
    [{ 'spawn-rte': 1 }, 'unrecognized key: spawn-rte'],
    [{ config: 'a.conf' }, 'argument --config: expected on the command line or in TSLOC_CONFIG, got it in a.file'],
    [{ hatchRate: 1 }, 'argument --hatch-rate: it was removed; use --spawn-rate'],
  ])('refuse %j', (entries, message) => {
    expect(() => read('tsloc', entries)).toThrow(message);
  });

  it.each([
    [{ spawnRte: 1 }, "It is a key of a.file. Did you mean 'spawnRate'?"],
    [{ 'spawn-rte': 1 }, "It is a key of a.file. Did you mean 'spawn-rate'?"],
    [{ users: 'many' }, 'It is set in a.file.'],
  ])('refuse %j with a hint', (entries, hint) => {
    expect(() => read('tsloc', entries)).toThrow(expect.objectContaining({ exitCode: 2, hint }));
  });
});
