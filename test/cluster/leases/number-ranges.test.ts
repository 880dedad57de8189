import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countNumbers, NumberRanges } from '../../../src/cluster/leases/number-ranges.js';

const bounds = fc.tuple(fc.nat(40), fc.nat(15)).map(([from, length]) => [from, from + length] as const);
const action = fc.record({
  kind: fc.constantFrom('add', 'remove', 'shift', 'take', 'clear'),
  bounds,
  count: fc.nat(8),
});

const numbersOf = (ranges: readonly (readonly [number, number])[]) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));

describe('NumberRanges', () => {
  it('joins ranges that touch, and splits one of which a part is removed', () => {
    const ranges = new NumberRanges();
    ranges.add(0, 5);
    ranges.add(7, 9);
    ranges.add(5, 7);
    expect([ranges.ranges, ranges.size]).toEqual([[[0, 9]], 9]);
    expect(ranges.remove(3, 5)).toEqual([[3, 5]]);
    expect([ranges.ranges, ranges.size]).toEqual([
      [
        [0, 3],
        [5, 9],
      ],
      7,
    ]);
  });

  it('is a set of numbers, whatever is done with it', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const ranges = new NumberRanges();
        const model = new Set<number>();
        const sorted = () => [...model].sort((a, b) => a - b);
        for (const { kind, bounds, count } of actions) {
          const [from, to] = bounds;
          if (kind === 'add') {
            ranges.add(from, to);
            for (const number of numbersOf([bounds])) model.add(number);
            continue;
          }
          const among = numbersOf([bounds]);
          const wanted = {
            remove: () => sorted().filter((number) => among.includes(number)),
            shift: () => sorted().slice(0, 1),
            take: () => sorted().slice(0, count),
            clear: sorted,
          }[kind as 'remove' | 'shift' | 'take' | 'clear']();
          if (kind === 'shift') expect(ranges.shift()).toBe(wanted[0]);
          else if (kind === 'remove') expect(numbersOf(ranges.remove(from, to))).toEqual(wanted);
          else expect(numbersOf(kind === 'take' ? ranges.take(count) : ranges.clear())).toEqual(wanted);
          for (const number of wanted) model.delete(number);
          expect([numbersOf(ranges.ranges), ranges.size]).toEqual([sorted(), model.size]);
          expect(countNumbers(ranges.ranges)).toBe(model.size);
        }
      }),
    );
  });
});
