import { describe, expect, it } from 'vitest';
import { HeldRows, none } from '../../src/data/rows.js';

describe('HeldRows', () => {
  it('counts its rows and gives each by its index, any value being one', async () => {
    const rows = new HeldRows(['a', undefined, null]);
    expect(rows.count).toBe(3);
    expect(await Promise.all([0, 1, 2].map((index) => rows.read(index)))).toEqual(['a', undefined, null]);
  });

  it('says that there is none past the end', async () => {
    expect(await new HeldRows(['a']).read(1)).toBe(none);
    expect(await new HeldRows([]).read(0)).toBe(none);
  });

  it('gives the row itself, or a copy where one is asked for', async () => {
    const row = { id: 1 };
    expect(await new HeldRows([row]).read(0)).toBe(row);
    const copied = await new HeldRows([row], structuredClone).read(0);
    expect(copied).toEqual(row);
    expect(copied).not.toBe(row);
  });
});
