import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { none } from '../../src/data/rows.js';
import { Walk } from '../../src/data/walk.js';

const same = (row: number) => row;

async function* later(count: number) {
  for (let i = 0; i < count; i++) yield i;
}

describe('Walk', () => {
  it('gives the row at any index, in whatever order rows are asked for', async () => {
    const cases = fc.tuple(fc.nat(12), fc.array(fc.nat(15), { maxLength: 20 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(cases, async ([count, indexes, isAsync]) => {
        const walk = new Walk(() => (isAsync ? later(count) : Array.from({ length: count }, (_, i) => i)), same);
        for (const index of indexes) expect(await walk.read(index)).toBe(index < count ? index : none);
        if (indexes.some((index) => index >= count)) expect(walk.count).toBe(count);
      }),
    );
  });

  it('does not know how many rows there are before it has seen the end', async () => {
    const walk = new Walk(() => later(2), same);
    await walk.read(1);
    expect(walk.count).toBe(Number.POSITIVE_INFINITY);
    await walk.read(2);
    expect(walk.count).toBe(2);
  });

  it('takes no row before it is asked for it', async () => {
    let made = 0;
    function* rows() {
      for (;;) yield made++;
    }
    const walk = new Walk(rows, same);
    expect(made).toBe(0);
    for (let i = 0; i < 5; i++) await walk.read(i);
    expect(made).toBe(5);
  });

  it('lets the old walk go when it has to begin again', async () => {
    let open = 0;
    async function* rows() {
      open++;
      try {
        yield* [0, 1, 2];
      } finally {
        open--;
      }
    }
    const walk = new Walk(rows, same);
    await walk.read(1);
    expect(await walk.read(0)).toBe(0);
    expect(open).toBe(1);
  });

  it('fails for one row that cannot be read, and goes on with the next', async () => {
    const decode = (row: number) => {
      if (row === 1) throw new Error('not this one');
      return row;
    };
    const walk = new Walk(() => later(3), decode);
    expect(await walk.read(0)).toBe(0);
    await expect(walk.read(1)).rejects.toThrow('not this one');
    expect(await walk.read(2)).toBe(2);
  });

  it('stays failed when the rows themselves fail, instead of taking that for their end', async () => {
    async function* rows() {
      yield 0;
      throw new Error('disk on fire');
    }
    const walk = new Walk(rows, same);
    expect(await walk.read(0)).toBe(0);
    await expect(walk.read(1)).rejects.toThrow('disk on fire');
    await expect(walk.read(2)).rejects.toThrow('disk on fire');
    expect(walk.count).toBe(Number.POSITIVE_INFINITY);
  });

  it('says so when rows that can be walked only once are wanted again', async () => {
    const generator = later(2);
    const walk = new Walk(() => generator, same);
    expect([await walk.read(0), await walk.read(1), await walk.read(2)]).toEqual([0, 1, none]);
    await expect(walk.read(0)).rejects.toMatchObject({
      code: 'BAD_FEEDER',
      hint: expect.stringContaining('feeder(rows)'),
    });
  });

  it('finds nothing in nothing, however often it is asked', async () => {
    const walk = new Walk(() => [] as number[], same);
    expect([await walk.read(0), await walk.read(0)]).toEqual([none, none]);
    expect(walk.count).toBe(0);
  });
});
