import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noRow } from '../../src/data/rows.js';
import { SequentialRows } from '../../src/data/sequential-rows.js';

const same = (row: number) => row;

async function* later(count: number) {
  for (let i = 0; i < count; i++) yield i;
}

describe('SequentialRows', () => {
  it('gives the row at any index, in any order', async () => {
    const cases = fc.tuple(fc.nat(12), fc.array(fc.nat(15), { maxLength: 20 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(cases, async ([count, indexes, isAsync]) => {
        const sequential = new SequentialRows(
          () => (isAsync ? later(count) : Array.from({ length: count }, (_, i) => i)),
          same,
        );
        for (const index of indexes) expect(await sequential.read(index)).toBe(index < count ? index : noRow);
        if (indexes.some((index) => index >= count)) expect(sequential.count).toBe(count);
      }),
    );
  });

  it('does not know the number of rows before the end has been read', async () => {
    const sequential = new SequentialRows(() => later(2), same);
    await sequential.read(1);
    expect(sequential.count).toBe(Number.POSITIVE_INFINITY);
    await sequential.read(2);
    expect(sequential.count).toBe(2);
  });

  it('takes no row before it is read', async () => {
    let made = 0;
    function* rows() {
      for (;;) yield made++;
    }
    const sequential = new SequentialRows(rows, same);
    expect(made).toBe(0);
    for (let i = 0; i < 5; i++) await sequential.read(i);
    expect(made).toBe(5);
  });

  it('closes the iterator when it starts over', async () => {
    let open = 0;
    async function* rows() {
      open++;
      try {
        yield* [0, 1, 2];
      } finally {
        open--;
      }
    }
    const sequential = new SequentialRows(rows, same);
    await sequential.read(1);
    expect(await sequential.read(0)).toBe(0);
    expect(open).toBe(1);
  });

  it('fails for one row that cannot be decoded, and continues with the next', async () => {
    const decode = (row: number) => {
      if (row === 1) throw new Error('not this one');
      return row;
    };
    const sequential = new SequentialRows(() => later(3), decode);
    expect(await sequential.read(0)).toBe(0);
    await expect(sequential.read(1)).rejects.toThrow('not this one');
    expect(await sequential.read(2)).toBe(2);
  });

  it('keeps failing when the iterator fails, which is not the end of the rows', async () => {
    async function* rows() {
      yield 0;
      throw new Error('disk on fire');
    }
    const sequential = new SequentialRows(rows, same);
    expect(await sequential.read(0)).toBe(0);
    await expect(sequential.read(1)).rejects.toThrow('disk on fire');
    await expect(sequential.read(2)).rejects.toThrow('disk on fire');
    expect(sequential.count).toBe(Number.POSITIVE_INFINITY);
  });

  it('throws if a consumed generator has to start over', async () => {
    const generator = later(2);
    const sequential = new SequentialRows(() => generator, same);
    expect([await sequential.read(0), await sequential.read(1), await sequential.read(2)]).toEqual([0, 1, noRow]);
    await expect(sequential.read(0)).rejects.toMatchObject({
      code: 'BAD_FEEDER',
      hint: expect.stringContaining('feeder(rows)'),
    });
  });

  it('throws, and gives no wrong row, if a generator that has given some of its rows has to start over', async () => {
    const iterator = [0, 1, 2, 3].values();
    const sequential = new SequentialRows(() => iterator, same);
    expect([await sequential.read(0), await sequential.read(1)]).toEqual([0, 1]);
    for (const index of [0, 1]) await expect(sequential.read(index)).rejects.toMatchObject({ code: 'BAD_FEEDER' });
  });

  it('gives no row of an empty iterable, at each read', async () => {
    const sequential = new SequentialRows(() => [] as number[], same);
    expect([await sequential.read(0), await sequential.read(0)]).toEqual([noRow, noRow]);
    expect(sequential.count).toBe(0);
  });
});
