import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { type Random, randomStream } from '../../src/util/random.js';
import { expectGolden } from '../helpers/files/golden.js';

const draw = (random: Random, count = 50) => Array.from({ length: count }, () => random.next());

const streams = [
  ['seed', 'Shopper/0'],
  ['seed', 'Shopper/1'],
  ['grüße 🦗', 'Shopper/0'],
  ['', ''],
] as const;

/** The first numbers of a stream, with all their digits. */
function numbersOf(seed: string, name: string): string {
  return `${seed}/${name}: ${draw(randomStream(seed, name), 5).join(' ')}\n`;
}

describe('randomStream', () => {
  it('gives the same numbers for the same seed and name, on every platform and version', () => {
    expect(draw(randomStream('seed', 'Shopper/0'))).toEqual(draw(randomStream('seed', 'Shopper/0')));
    expect(randomStream(1, 'x').next()).toBe(randomStream('1', 'x').next());
    expectGolden('random_numbers.txt', streams.map(([seed, name]) => numbersOf(seed, name)).join(''));
  });

  it('is the Alea generator of seedrandom, for any seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (seed, name) => {
        const library = seedrandom.alea(`${seed}/${name}`);
        expect(draw(randomStream(seed, name), 200)).toEqual(Array.from({ length: 200 }, library));
      }),
    );
  });

  it('gives other numbers for another name or another seed', () => {
    const one = draw(randomStream('seed', 'Shopper/0'));
    expect(draw(randomStream('seed', 'Shopper/1'))).not.toEqual(one);
    expect(draw(randomStream('other', 'Shopper/0'))).not.toEqual(one);
  });

  it('is independent of other streams', () => {
    const [a, b] = [randomStream('s', 'a'), randomStream('s', 'b')];
    const mixed = Array.from({ length: 20 }, () => [a.next(), b.next()] as const).map(([first]) => first);
    expect(mixed).toEqual(draw(randomStream('s', 'a'), 20));
  });

  it('stays within 0 ≤ n < 1 and spreads evenly', () => {
    const numbers = draw(randomStream('spread', 'x'), 20_000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = new Array(10).fill(0);
    for (const number of numbers) tenths[Math.floor(number * 10)]++;
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('draws whole numbers from low to high, both included, and numbers from low up to but not including high', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, low, width) => {
        const random = randomStream(seed, 'x');
        const whole = random.integer(low, low + width);
        expect(Number.isInteger(whole)).toBe(true);
        expect(whole).toBeGreaterThanOrEqual(low);
        expect(whole).toBeLessThanOrEqual(low + width);
        const number = random.between(low, low + width + 1);
        expect(number).toBeGreaterThanOrEqual(low);
        expect(number).toBeLessThan(low + width + 1);
      }),
    );
    const random = randomStream('dice', 'x');
    expect(new Set(Array.from({ length: 200 }, () => random.integer(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('picks every item about equally often, and throws when there is none', () => {
    const random = randomStream('pick', 'x');
    const counts = { a: 0, b: 0, c: 0 };
    for (let i = 0; i < 6000; i++) counts[random.pick(['a', 'b', 'c'] as const)]++;
    for (const count of Object.values(counts)) expect(Math.abs(count - 2000)).toBeLessThan(150);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('picks keys as often as their shares say, and never one without a share', () => {
    const random = randomStream('weighted', 'x');
    const counts = { rare: 0, never: 0, often: 0 };
    for (let i = 0; i < 8000; i++) counts[random.weighted({ rare: 1, never: 0, often: 3 })]++;
    expect(counts.never).toBe(0);
    expect(Math.abs(counts.rare - 2000)).toBeLessThan(200);
    expect(counts.rare + counts.often).toBe(8000);
  });

  it('treats keys equally when no key has a share', () => {
    const random = randomStream('zero', 'x');
    const seen = new Set(Array.from({ length: 100 }, () => random.weighted({ a: 0, b: 0 })));
    expect(seen).toEqual(new Set(['a', 'b']));
  });
});
