import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeptRows } from '../../src/data/kept-rows.js';
import { noRow } from '../../src/data/rows.js';
import { SequentialRows } from '../../src/data/sequential-rows.js';

function keptRowsOf(count: number) {
  const generator = Array.from({ length: count }, (_, i) => i).values();
  return new KeptRows(
    new SequentialRows(
      () => generator,
      (row: number) => row,
    ),
  );
}

it('gives the row of a generator at any index, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(12), fc.array(fc.nat(15), { maxLength: 20 }), async (count, indexes) => {
      const rows = keptRowsOf(count);
      for (const index of indexes) expect(await rows.read(index)).toBe(index < count ? index : noRow);
      if (indexes.some((index) => index >= count)) expect(rows.count).toBe(count);
    }),
  );
});

it('takes no row before it is needed', async () => {
  let made = 0;
  function* rows() {
    for (;;) yield made++;
  }
  const endless = rows();
  const kept = new KeptRows(
    new SequentialRows(
      () => endless,
      (row: number) => row,
    ),
  );
  expect([await kept.read(3), await kept.read(1), made, kept.count]).toEqual([3, 1, 4, Number.POSITIVE_INFINITY]);
});
