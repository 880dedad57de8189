import { describe, expect, it } from 'vitest';
import { Offsets } from '../../src/data/offsets.js';

describe('Offsets', () => {
  it('keeps every number at its index, over many blocks', () => {
    const offsets = new Offsets();
    for (let i = 0; i < 30_000; i++) offsets.push(i * 3);
    expect(offsets.length).toBe(30_000);
    for (const index of [0, 1, 8191, 8192, 8193, 16_384, 29_999]) expect(offsets.at(index)).toBe(index * 3);
  });

  it('keeps positions in files of terabytes', () => {
    const offsets = new Offsets();
    offsets.push(2 ** 45 + 1);
    expect(offsets.at(0)).toBe(2 ** 45 + 1);
  });
});
