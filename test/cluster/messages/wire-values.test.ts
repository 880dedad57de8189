import { describe, expect, it } from 'vitest';
import {
  readAmount,
  readCounts,
  readCountsByInteger,
  readList,
  readMap,
  readOptionalAmount,
  readOptionalMap,
  readText,
  readUserCounts,
  sumCountsByInteger,
} from '../../../src/cluster/messages/wire-values.js';

const bad = expect.objectContaining({ code: 'BAD_MESSAGE' });

describe('values of messages', () => {
  it('are maps, whichever the codec makes of them', () => {
    expect(readMap({ a: 1 }, 'x')).toEqual({ a: 1 });
    expect(readMap(new Map([[1, 2]]), 'x')).toEqual({ 1: 2 });
    expect(readOptionalMap(null, 'x')).toEqual({});
    for (const value of [null, 1, 'a', []]) expect(() => readMap(value, 'x')).toThrow(bad);
  });

  it('are texts of a bounded length; numbers and nil may be names', () => {
    expect([readText('a', 'x'), readText(5, 'x'), readText(null, 'x'), readText(true, 'x')]).toEqual([
      'a',
      '5',
      '',
      'true',
    ]);
    expect(readText('a'.repeat(20_000), 'x')).toHaveLength(10_000);
    expect(() => readText({}, 'x')).toThrow(bad);
  });

  it('are amounts of 0 or more: integers, floats and big integers', () => {
    expect([readAmount(1.5, 'x'), readAmount(3n, 'x'), readAmount(null, 'x', 7)]).toEqual([1.5, 3, 7]);
    expect(readOptionalAmount(undefined, 'x')).toBeNull();
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, '1', 2 ** 60])
      expect(() => readAmount(value, 'x')).toThrow(bad);
  });

  it('are counts by whole number, ascending, whether keys are integers or texts', () => {
    expect(
      readCountsByInteger(
        new Map([
          [20, 1],
          [10, 2],
        ]),
        'x',
      ),
    ).toEqual([
      [10, 2],
      [20, 1],
    ]);
    expect(readCountsByInteger({ 20: 1, 10: 2 }, 'x')).toEqual([
      [10, 2],
      [20, 1],
    ]);
    expect(readCountsByInteger(null, 'x')).toEqual([]);
    for (const value of [{ a: 1 }, { '': 1 }, new Map([[-1, 1]]), { 1: 'a' }])
      expect(() => readCountsByInteger(value, 'x')).toThrow(bad);
  });

  it('are summed as they are read', () => {
    const some = new Map<unknown, unknown>([
      [20, 1],
      ['10', 2n],
    ]);
    expect([some, { 20: 1, 10: 2 }, {}, null].map((value) => sumCountsByInteger(value, 'x'))).toEqual([3, 3, 0, 0]);
    for (const value of [{ a: 1 }, { '': 1 }, new Map([[-1, 1]]), { 1: 'a' }, 5])
      expect(() => sumCountsByInteger(value, 'x')).toThrow(bad);
  });

  it('are lists of counts', () => {
    const counts = [0, 1, Number.MAX_SAFE_INTEGER];
    expect(readCounts(counts, 'x')).toBe(counts);
    expect(readCounts([1.5, 3n, null], 'x')).toEqual([1, 3, 0]);
    for (const value of [[-1], ['1'], [2 ** 60], 5, null]) expect(() => readCounts(value, 'x')).toThrow(bad);
  });

  it('are numbers of users by class', () => {
    expect([...readUserCounts({ A: 3, B: 0 }, 'x')]).toEqual([
      ['A', 3],
      ['B', 0],
    ]);
    expect(() => readUserCounts({ A: -3 }, 'x')).toThrow(bad);
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`A${i}`, 1]));
    expect(() => readUserCounts(many, 'x')).toThrow(bad);
    expect(() => readList({}, 'x')).toThrow(bad);
  });
});
