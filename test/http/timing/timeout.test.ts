import { describe, expect, it } from 'vitest';
import { limitsOf, type Timeout } from '../../../src/http/timing/timeout.js';

const none = Number.POSITIVE_INFINITY;

describe('a timeout', () => {
  it.each<[Timeout, unknown]>([
    [null, null],
    [1.5, { connect: 1500, headers: 1500, body: 1500, total: none }],
    [{ total: 60 }, { connect: none, headers: none, body: none, total: 60_000 }],
    [
      { connect: 1, headers: 2, body: 3, total: 4 },
      { connect: 1000, headers: 2000, body: 3000, total: 4000 },
    ],
    [{}, { connect: none, headers: none, body: none, total: none }],
    [none, { connect: none, headers: none, body: none, total: none }],
  ])('of %j limits these', (timeout, limits) => {
    expect(limitsOf(timeout)).toEqual(limits);
  });

  it.each([
    [0, 'Expected a number of seconds above 0 as timeout, got 0.'],
    [-1, 'Expected a number of seconds above 0 as timeout, got -1.'],
    [Number.NaN, 'Expected a number of seconds above 0 as timeout, got NaN.'],
    [-Infinity, 'Expected a number of seconds above 0 as timeout, got -Infinity.'],
    ['5', 'Expected a number or an object as timeout, got "5".'],
    [[3, 5], 'Expected a number or an object as timeout, got [3,5].'],
    [{ read: 5 }, 'Expected connect, headers, body or total in timeout, got "read".'],
    [{ body: 0 }, 'Expected a number of seconds above 0 as timeout.body, got 0.'],
    [{ total: null }, 'Expected a number of seconds above 0 as timeout.total, got null.'],
  ])('cannot be %j', (timeout, message) => {
    expect(() => limitsOf(timeout as Timeout)).toThrow(expect.objectContaining({ code: 'BAD_TIMEOUT', message }));
  });
});
