import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, NotDecodable } from '../../../src/cluster/msgpack/decoder.js';
import { encode } from '../../../src/cluster/msgpack/encoder.js';

const from = (hex: string) => decode(Buffer.from(hex, 'hex'));
const rejection = (bytes: Buffer): string => {
  try {
    decode(bytes);
  } catch (error) {
    if (error instanceof NotDecodable) return error.message;
  }
  throw new Error('Expected a rejection.');
};

const key = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__proto__' && text !== '__datetime__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.maxSafeInteger().filter((n) => !Object.is(n, -0)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 64n - 1n }),
    fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 60n) }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(key, tie('value'), { maxKeys: 20, noNullPrototype: true }),
    fc.array(fc.tuple(fc.integer(), tie('value')), { minLength: 1, maxLength: 20 }).map((pairs) => new Map(pairs)),
  ),
}));

describe('decode', () => {
  it('reads back whatever was encoded', () => {
    fc.assert(fc.property(value, (given) => void expect(decode(encode(given))).toEqual(given)));
  });

  it.each([
    ['ca3fc00000', 1.5],
    ['d0ff', -1],
    ['d1ffff', -1],
    ['d2ffffffff', -1],
    ['d3ffffffffffffffff', -1],
    ['cf0000000000000001', 1],
    ['da000161', 'a'],
    ['db0000000161', 'a'],
  ])('reads %s, which other writers send, as %s', (hex, expected) => {
    expect(from(hex)).toBe(expected);
  });

  it('reads maps as objects, and as Maps where a key is not text', () => {
    expect(from('82a161010102')).toEqual(
      new Map<unknown, number>([
        ['a', 1],
        [1, 2],
      ]),
    );
    expect(from('8101c3')).toEqual(new Map([[1, true]]));
    expect(from('80')).toEqual({});
  });

  it('reads keys of any length, ASCII or not, repeatedly', () => {
    const record = { a: 1, é: 2, b: 3, '': 4, ['k'.repeat(31)]: 5, ['k'.repeat(300)]: 6 };
    for (let i = 0; i < 3; i++) expect(decode(encode(record))).toEqual(record);
  });

  it('gives bytes that do not keep the message alive', () => {
    const bytes = from('c4020102') as Uint8Array;
    expect(bytes).toEqual(new Uint8Array([1, 2]));
    expect(bytes.buffer.byteLength).toBe(2);
  });

  it('reads a datetime of Locust to the millisecond, in UTC', () => {
    const written = encode({ as_str: '20261130T09:30:00.123456', __datetime__: 0 });
    expect(decode(written)).toEqual(new Date('2026-11-30T09:30:00.123Z'));
    expect(rejection(encode({ __datetime__: true, as_str: 'yesterday' }))).toContain('no date');
    expect(rejection(encode({ __datetime__: true, as_str: '20261399T09:30:00.123456' }))).toContain('no date');
  });

  it('refuses a value that is cut off anywhere', () => {
    const whole = encode(['text', { key: 1.5, other: [300, -70_000, 2n ** 63n] }, new Map([[1, new Uint8Array(300)]])]);
    for (let end = 0; end < whole.length; end++) expect(rejection(whole.subarray(0, end))).toContain('end too early');
  });

  it.each(['dd7fffffff', 'dfffffffff', 'dbffffffff', 'c6ffffffff', 'ddffffffff'.repeat(100)])(
    'refuses the huge length of %s before it costs memory',
    (hex) => {
      const before = process.memoryUsage().arrayBuffers;
      expect(rejection(Buffer.from(hex, 'hex'))).toContain('end too early');
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    },
  );

  it('refuses lists that all claim the bytes of the last one before they cost memory', () => {
    const lists = Buffer.alloc(3 * 400 + 60_000, Buffer.from('dc3e80', 'hex'));
    const before = process.memoryUsage().heapUsed;
    expect(rejection(lists)).toMatch(/more than/);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  });

  it('refuses 10 million values, which would take a hundred times their bytes', () => {
    const lists = Buffer.alloc(10_000_005, 0x80);
    lists.writeUInt32BE(10_000_000, lists.write('dd', 'hex'));
    expect(rejection(lists)).toBe('more than 8000000 values');
  });

  it('refuses a million levels', () => {
    expect(rejection(Buffer.alloc(1_000_000, 0x91))).toBe('more than 500 levels');
    expect(rejection(Buffer.alloc(1_000_000, Buffer.from('81a161', 'hex')))).toBe('more than 500 levels');
  });

  it('refuses what no node sends', () => {
    expect(rejection(Buffer.from('0000', 'hex'))).toBe('1 more bytes after the end');
    expect(rejection(Buffer.from('c1', 'hex'))).toContain('0xc1');
    expect(rejection(Buffer.from('d6ff00000000', 'hex'))).toBe('an extension type');
    expect(rejection(Buffer.from('a1ff', 'hex'))).toBe('text that is not UTF-8');
    expect(rejection(Buffer.from('81a1ff01', 'hex'))).toBe('text that is not UTF-8');
    expect(rejection(Buffer.from('819001', 'hex'))).toContain('as a key');
    expect(from('a3efbfbd')).toBe('\ufffd');
  });

  it('refuses a key __proto__, in objects and Maps', () => {
    const proto = Buffer.concat([Buffer.from([0xa9]), Buffer.from('__proto__')]).toString('hex');
    expect(rejection(Buffer.from(`81${proto}80`, 'hex'))).toBe('a key __proto__');
    expect(rejection(Buffer.from(`820101${proto}80`, 'hex'))).toBe('a key __proto__');
    expect(rejection(Buffer.from(`81d909${proto.slice(2)}80`, 'hex'))).toBe('a key __proto__');
  });
});
