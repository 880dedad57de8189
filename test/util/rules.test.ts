import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allow,
  boolean,
  describeValue,
  findUnknownKey,
  findViolation,
  finiteNumber,
  func,
  integer,
  integerBetween,
  listOf,
  nonEmptyString,
  nonNegativeInteger,
  nonNegativeNumber,
  numberBetween,
  object,
  oneOf,
  optional,
  positiveInteger,
  positiveNumber,
  type Rule,
  rule,
  string,
  violationMessage,
} from '../../src/util/rules.js';
import { withPolyfill } from '../helpers/extended-prototypes.js';

/** Rule, values that it accepts, values that it rejects. */
const cases: readonly [Rule, readonly unknown[], readonly unknown[]][] = [
  [finiteNumber, [0, -1.5, 1e308], [Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, 1n]],
  [positiveNumber, [0.001, 3], [0, -1, Number.POSITIVE_INFINITY, '1']],
  [nonNegativeNumber, [0, 0.5], [-0.001, Number.NaN]],
  [integer, [-3, 0, 2 ** 53 - 1], [1.5, 2 ** 53, Number.POSITIVE_INFINITY, '3']],
  [positiveInteger, [1], [0, 1.5, 2 ** 53]],
  [nonNegativeInteger, [0, 7], [-1, 0.5]],
  [numberBetween(0, 1), [0, 0.5, 1], [-0.1, 1.1, Number.NaN]],
  [integerBetween(1, 65_535), [1, 65_535], [0, 65_536, 1.5]],
  [string, ['', 'x'], [1, null, new String('x')]],
  [nonEmptyString, ['x'], ['', 1]],
  [boolean, [true, false], [0, 'true', null]],
  [func, [() => {}, class {}], [{}, null]],
  [object, [{}, new Map()], [null, [], 'x', () => {}]],
  [oneOf(['stop', 'restart']), ['stop'], ['Stop', undefined]],
  [listOf(string), [[], ['x']], ['x', [1], null]],
  [allow(nonNegativeInteger, Number.POSITIVE_INFINITY), [0, Number.POSITIVE_INFINITY], [-1, null]],
  [allow(string, null), ['x', null], [undefined, 1]],
  [optional(string), ['x', undefined], [null, 1]],
];

describe('a rule', () => {
  it.each(cases)('%o accepts what it expects, and nothing else', ({ accepts }, accepted, rejected) => {
    for (const value of accepted) expect(accepts(value), describeValue(value)).toBe(true);
    for (const value of rejected) expect(accepts(value), describeValue(value)).toBe(false);
  });

  it('never throws, whatever the value is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => cases.every(([{ accepts }]) => typeof accepts(value) === 'boolean')),
    );
  });

  it('describes what it expects, with additional values', () => {
    expect(integerBetween(0, 255).expected).toBe('a whole number from 0 to 255');
    expect(allow(nonNegativeInteger, Number.POSITIVE_INFINITY).expected).toBe(
      'a whole number of 0 or more, or Infinity',
    );
    expect(oneOf(['a', 'b']).expected).toBe('one of a, b');
    expect(listOf(string).expected).toBe('a list, each item a string');
    expect(listOf(string, 'a list of tags').expected).toBe('a list of tags');
    expect(optional(string).expected).toBe('a string');
  });
});

describe('findViolation', () => {
  const rules = { users: nonNegativeInteger, host: optional(string) };

  it('finds the first value that breaks its rule', () => {
    expect(findViolation({ users: -1, host: 1 }, rules)).toEqual({
      name: 'users',
      rule: nonNegativeInteger,
      value: -1,
    });
    expect(findViolation({ users: 1, host: 1 }, rules)?.name).toBe('host');
    expect(findViolation({ host: 'x' }, rules)?.value).toBeUndefined();
  });

  it('finds none if all values follow their rules, and reads inherited values, such as those of a class', () => {
    expect(findViolation({ users: 1, more: 'x' }, rules)).toBeNull();
    const Base = Object.assign(class {}, { users: 3 });
    expect(findViolation(class extends Base {}, rules)).toBeNull();
    expect(findViolation(class extends Base {}, { users: rule('4', (value) => value === 4) })?.value).toBe(3);
  });

  it('does not use members that all objects inherit as rules', () => {
    expect(withPolyfill(() => findViolation({ users: 1 }, rules))).toBeNull();
  });
});

describe('findUnknownKey', () => {
  it('names the first key that is not known', () => {
    expect(findUnknownKey({ a: 1, c: 2, d: 3 }, ['a', 'b'])).toBe('c');
    expect(findUnknownKey({ b: 1 }, ['a', 'b'])).toBeUndefined();
  });
});

describe('violationMessage', () => {
  it('has what was expected and what was given', () => {
    expect(violationMessage('users', nonNegativeInteger, -1)).toBe(
      'Expected users to be a whole number of 0 or more, got -1.',
    );
  });

  it.each([
    ["it's", `"it's"`],
    [null, 'null'],
    [{ a: { b: { c: 1 } } }, '{ a: { b: [Object] } }'],
    [class Shopper {}, 'the class or function Shopper'],
    [() => {}, 'a function'],
    [[1, 2], '[ 1, 2 ]'],
  ])('shows %o on one line', (value, shown) => {
    expect(describeValue(value)).toBe(shown);
  });

  it('shows the beginning of a value that is long', () => {
    expect(describeValue('x'.repeat(1e6)).length).toBeLessThan(300);
    expect(describeValue(Array(1e5).fill('line\n'.repeat(1e3)))).toMatch(/^\[.{1,300}$/);
  });
});
