import { describe, expect, it } from 'vitest';
import { checkMethodOptions, checkOptionNames } from '../../src/util/method-options.js';
import { boolean, optional } from '../../src/util/rules.js';
import { withPolyfill } from '../helpers/extended-prototypes.js';

function errorOf(check: () => void) {
  try {
    check();
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint?: string };
    return [code, message, hint];
  }
  return null;
}

describe('checkOptionNames', () => {
  const check = (given: unknown) => errorOf(() => checkOptionNames('pick()', given, ['sizeLimit', 'until']));

  it('accepts all, some or none of the known options, and ignores members that all objects inherit', () => {
    for (const given of [{}, { until: 1 }, { until: undefined, sizeLimit: null }])
      expect(withPolyfill(() => check(given))).toBeNull();
  });

  it('rejects other options, and suggests the intended one', () => {
    const known = 'Known names: sizeLimit, until.';
    const message = (name: string) => `Expected a known option of pick(), got '${name}'.`;
    expect(check({ size_limit: 1 })).toEqual(['BAD_OPTION', message('size_limit'), `Did you mean sizeLimit? ${known}`]);
    expect(check({ colour: 1 })).toEqual(['BAD_OPTION', message('colour'), known]);
  });

  it.each([null, 5, 'until', ['until']])('rejects %j in place of options', (given) => {
    expect(check(given)).toEqual([
      'BAD_OPTION',
      expect.stringContaining('the options of pick() to be an object'),
      undefined,
    ]);
  });
});

it('checkMethodOptions also rejects values that break their rules', () => {
  const check = (given: object) => errorOf(() => checkMethodOptions('pick()', given, { fast: optional(boolean) }));
  expect(check({ fast: true })).toBeNull();
  expect(check({ fast: 1 })).toEqual(['BAD_OPTION', 'Expected fast of pick() to be true or false, got 1.', undefined]);
  expect(check({ slow: true })).toEqual(['BAD_OPTION', expect.stringContaining("got 'slow'"), 'Known names: fast.']);
});
