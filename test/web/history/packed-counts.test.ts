import { describe, expect, it } from 'vitest';
import { addCounts, forEachCount, packCounts } from '../../../src/web/history/packed-counts.js';

describe('packed counts', () => {
  it('are those that are not 0, by index', () => expect(packCounts([0, 3, 0, 4])).toEqual([1, 3, 3, 4]));

  it('are read in their order', () => {
    const read: number[][] = [];
    forEachCount([1, 3, 3, 4], (index, count) => read.push([index, count]));
    expect(read).toEqual([
      [1, 3],
      [3, 4],
    ]);
  });

  it('are added in order of their index', () => {
    expect(addCounts([5, 1, 7, 2], [1, 1, 7, 3])).toEqual([1, 1, 5, 1, 7, 5]);
  });
});
