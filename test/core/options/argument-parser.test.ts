import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentParser } from '../../../src/core/options/argument-parser.js';
import type { ArgumentSettings } from '../../../src/core/options/argument-settings.js';
import { flags } from '../../../src/core/options/flags.js';
import { parseValue } from '../../../src/core/options/options.js';
import { TslocError } from '../../../src/util/error.js';

type Name = Parameters<ArgumentParser['addArgument']>[0];

function rowOf(name: Name, settings?: ArgumentSettings) {
  const parser = new ArgumentParser();
  parser.addArgument(name, settings);
  const [[key, flag] = []] = parser.rows;
  if (key === undefined || flag === undefined) throw new Error('no row');
  return { key, flag };
}

describe('ArgumentParser', () => {
  it('adds an option with a text as its value, under its name in camelCase', () => {
    const { key, flag } = rowOf('--my-long-arg');
    expect(key).toBe('myLongArg');
    expect(flag).toEqual({
      long: '--my-long-arg',
      type: 'text',
      metavar: '<value>',
      default: null,
      isSecret: false,
      isRequired: false,
      includeInWebUi: true,
      isCustom: true,
      group: 'Custom options',
      help: '',
    });
    expect(parseValue(flag, 'x y')).toBe('x y');
  });

  it('takes a short name too, in either order', () => {
    for (const names of [
      ['-m', '--my-arg'],
      ['--my-arg', '-m'],
    ] as const) {
      expect(rowOf(names)).toMatchObject({ key: 'myArg', flag: { short: '-m', long: '--my-arg' } });
    }
  });

  it('keeps default, help, variable, secrecy and what the page does with it', () => {
    const page = { isRequired: true, includeInWebUi: false };
    const settings = { default: 'x', help: 'What to say', env: 'MY_ARG', isSecret: true, ...page };
    expect(rowOf('--my-arg', settings).flag).toMatchObject(settings);
  });

  it('keeps options in the order in which they were added', () => {
    const parser = new ArgumentParser();
    for (const name of ['--b', '--a', '--c']) parser.addArgument(name);
    expect([...parser.rows.keys()]).toEqual(['b', 'a', 'c']);
  });

  it('lists options of a group under its title', () => {
    const parser = new ArgumentParser();
    const shop = parser.addArgumentGroup('Shop');
    shop.addArgument('--cart');
    parser.addArgument('--other');
    expect([...parser.rows].map(([key, { group }]) => [key, group])).toEqual([
      ['cart', 'Shop'],
      ['other', 'Custom options'],
    ]);
    expect(() => shop.addArgument('--other')).toThrow('which already exists');
    expect(() => parser.addArgumentGroup('')).toThrow('Expected addArgumentGroup to get a title.');
  });

  it.each<[string, Name]>([
    ['no dashes', 'my-arg'],
    ['a short name alone', '-m'],
    ['nothing after the dashes', '--'],
    ['a space', '--my arg'],
    ['a dash at its end', '--my-'],
    ['two dashes in the middle', '--my--arg'],
    ['a digit first', '--1st'],
    ['a short name of two letters', ['-my', '--my-arg']],
    ['two long names', ['--mine', '--my-arg']],
  ])('refuses a name with %s', (_what, name) => {
    expect(() => rowOf(name)).toThrow(TslocError);
    expect(() => rowOf(name)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });

  it.each<[string, Name]>([
    ['a name of tsloc’s own', '--users'],
    ['a short name of tsloc’s own', ['-u', '--my-arg']],
    ['the name of the help', '--help'],
    ['the short name of the help', ['-h', '--my-arg']],
    ['the short name of the version', ['-V', '--my-arg']],
    ['the key of an option of tsloc’s own', '--num-users'],
    ['the key of the classes on the command line', '--user-classes'],
    ['a name that another has', '--taken-arg'],
    ['a short name that another has', ['-k', '--my-arg']],
    ['the key of another', '--takenArg'],
  ])('refuses %s', (_what, name) => {
    const parser = new ArgumentParser();
    parser.addArgument(['-k', '--taken-arg'], { default: 'kept' });
    expect(() => parser.addArgument(name)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
    expect([...parser.rows.values()]).toEqual([expect.objectContaining({ long: '--taken-arg', default: 'kept' })]);
  });

  it.each<[Name, string]>([
    ['--users', "addArgument('--users') to name a new option such as --my-arg, got --users, which already exists."],
    [['-u', '--my-arg'], 'got -u, the short name of --users.'],
    ['--num-users', "got one that is 'numUsers' in parsedOptions, like --users."],
    ['my-arg', "addArgument('my-arg') to name a new option such as --my-arg, got another name."],
  ])('reports for %j what it expected and the conflict', (name, message) => {
    expect(() => rowOf(name)).toThrow(message);
  });

  it('never hides an option of tsloc’s own, whatever the name', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'N', '-', '_', '1'), maxLength: 8 });
    const name = fc.oneof(letters, fc.constantFrom(...Object.keys(flags).flatMap((key) => [key, dashed(key)])));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const parser = new ArgumentParser();
        const accepted = names.filter((one) => {
          try {
            parser.addArgument(`--${one}`);
            return true;
          } catch {
            return false;
          }
        });
        expect(parser.rows.size).toBe(accepted.length);
        expect([...parser.rows.keys()].filter((key) => key in flags)).toEqual([]);
      }),
    );
  });
});

function dashed(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
