import { describe, expect, it } from 'vitest';
import { encode, NotEncodable } from '../../../src/cluster/msgpack/encoder.js';

const hex = (value: unknown) => encode(value).toString('hex');
const rejection = (value: unknown): [string, string] => {
  try {
    encode(value);
  } catch (error) {
    if (error instanceof NotEncodable) return [error.message, error.path.join('.')];
  }
  throw new Error('Expected a rejection.');
};

describe('encode', () => {
  it.each([
    [0, '00'],
    [-0, '00'],
    [127, '7f'],
    [128, 'cc80'],
    [256, 'cd0100'],
    [65_536, 'ce00010000'],
    [4_294_967_296, 'cf0000000100000000'],
    [-1, 'ff'],
    [-32, 'e0'],
    [-33, 'd0df'],
    [-129, 'd1ff7f'],
    [-32_769, 'd2ffff7fff'],
    [-2_147_483_649, 'd3ffffffff7fffffff'],
    [1.5, 'cb3ff8000000000000'],
    [2 ** 60, 'cb43b0000000000000'],
    [7n, '07'],
    [2n ** 64n - 1n, 'cfffffffffffffffff'],
    [-(2n ** 63n), 'd38000000000000000'],
  ])('writes %s in its smallest form', (value, bytes) => {
    expect(hex(value)).toBe(bytes);
  });

  it('writes nil for null, undefined and missing elements', () => {
    expect(hex(null)).toBe('c0');
    expect(hex({ a: undefined })).toBe('81a161c0');
    expect(hex(Object.assign([], { 2: 1 }))).toBe('93c0c001');
  });

  it.each([
    [0, 'a0'],
    [31, 'bf'],
    [32, 'd920'],
    [255, 'd9ff'],
    [256, 'da0100'],
    [65_535, 'daffff'],
    [65_536, 'db00010000'],
  ])('writes text of %i characters with the smallest head', (length, head) => {
    expect(hex('x'.repeat(length))).toBe(head + '78'.repeat(length));
  });

  it('counts bytes of text, not characters', () => {
    expect(hex('é')).toBe('a2c3a9');
    expect(hex('é'.repeat(16))).toBe(`d920${'c3a9'.repeat(16)}`);
  });

  it('writes a lone surrogate as U+FFFD, since Locust refuses anything but UTF-8', () => {
    expect(hex('\ud800')).toBe('a3efbfbd');
  });

  it('keeps the keys of a Map: integers stay integers', () => {
    expect(hex(new Map([[10, 1]]))).toBe('810a01');
    expect(hex({ 10: 1 })).toBe('81a2313001');
    expect(
      hex(
        new Map<unknown, unknown>([
          ['a', true],
          [null, false],
        ]),
      ),
    ).toBe('82a161c3c0c2');
  });

  it('writes bytes as bin, in all sizes', () => {
    expect(hex(Buffer.from([1, 2]))).toBe('c4020102');
    expect(hex(new Uint8Array(256)).slice(0, 6)).toBe('c50100');
    expect(hex(new Uint8Array(65_536)).slice(0, 10)).toBe('c600010000');
  });

  it('writes a Date as the map that Locust reads as a datetime', () => {
    expect(encode(new Date('2026-11-30T09:30:00.123Z'))).toEqual(
      encode({ __datetime__: true, as_str: '20261130T09:30:00.123000' }),
    );
  });

  it('writes lists and maps of all sizes', () => {
    expect(hex(new Array(16).fill(0)).slice(0, 6)).toBe('dc0010');
    expect(hex(new Array(65_536).fill(0)).slice(0, 10)).toBe('dd00010000');
    expect(hex(new Map(Array.from({ length: 16 }, (_, i) => [i, 0]))).slice(0, 6)).toBe('de0010');
    expect(hex(new Map(Array.from({ length: 65_536 }, (_, i) => [i, 0]))).slice(0, 10)).toBe('df00010000');
  });

  it('writes the fields of an instance', () => {
    class Order {
      id = 1;
    }
    expect(hex(new Order())).toBe('81a2696401');
  });

  it.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['a Set', new Set([1])],
    ['a RegExp', /x/],
    ['a Error', new Error('x')],
    ['a Float64Array', new Float64Array(1)],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a BigInt of more than 64 bits', 2n ** 64n],
    ['a BigInt of more than 64 bits', -(2n ** 63n) - 1n],
    ['a Date that is invalid or after the year 9999', new Date(Number.NaN)],
    ['a Map with objects as keys', new Map([[{}, 1]])],
  ])('refuses %s, and says where it is', (message, value) => {
    expect(rejection({ users: [1, { weight: value }] })).toEqual([message, 'users.1.weight']);
  });

  it('refuses a key __proto__', () => {
    expect(rejection(JSON.parse('{"__proto__": 1}'))).toEqual(['a property of that name', '__proto__']);
    expect(rejection(new Map([['__proto__', 1]]))).toEqual(['a key of that name', '__proto__']);
  });

  it('refuses an object that contains itself', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(rejection(circle)[0]).toContain('more than 500 levels');
  });

  it('is usable after a rejection and after a large message', () => {
    rejection([1, 2, Number.NaN]);
    expect(hex(1)).toBe('01');
    expect(encode('x'.repeat(5_000_000))).toHaveLength(5_000_005);
    expect(hex(2)).toBe('02');
  });
});
