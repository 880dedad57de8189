import { describe, expect, it } from 'vitest';
import { MemoryRows, noRow } from '../../src/data/rows.js';

describe('MemoryRows', () => {
  it('counts its rows and gives each by its index, whatever its value', async () => {
    const rows = new MemoryRows(['a', undefined, null]);
    expect(rows.count).toBe(3);
    expect(await Promise.all([0, 1, 2].map((index) => rows.read(index)))).toEqual(['a', undefined, null]);
  });

  it('gives no row past the end', async () => {
    expect(await new MemoryRows(['a']).read(1)).toBe(noRow);
    expect(await new MemoryRows([]).read(0)).toBe(noRow);
  });

  it('gives the row itself, or what `copy` returns', async () => {
    const row = { id: 1 };
    expect(await new MemoryRows([row]).read(0)).toBe(row);
    const copied = await new MemoryRows([row], structuredClone).read(0);
    expect(copied).toEqual(row);
    expect(copied).not.toBe(row);
  });
});
