import { describe, expect, it } from 'vitest';
import { heatCells } from '../../../../src/web/page/charts/heat-cells.js';

const heat = {
  counts: [
    [1, 2],
    [1, 4, 2, 6],
    [2, 10],
    [3, 1],
  ],
  seconds: [1, 1, 1, 1],
  classText: String,
};
const at = [101, 102, 103, 104];

describe('the cells of a heat map', () => {
  it('are one per point and class if there is space', () => {
    const cells = heatCells(at, heat, { from: 100, to: 104 }, 100);
    expect(cells).toHaveLength(5);
    expect(cells[1]).toEqual({ from: 101, to: 102, index: 1, rate: 4 });
  });

  it('are merged otherwise, without losing responses', () => {
    const cells = heatCells(at, heat, { from: 100, to: 104 }, 2);
    expect(cells).toEqual([
      { from: 100, to: 102, index: 1, rate: 3 },
      { from: 100, to: 102, index: 2, rate: 3 },
      { from: 102, to: 104, index: 2, rate: 5 },
      { from: 102, to: 104, index: 3, rate: 0.5 },
    ]);
  });

  it('are only the visible ones', () => {
    expect(heatCells(at, heat, { from: 102, to: 103 }, 100).map(({ from }) => from)).toEqual([102]);
  });

  it('are as wide as merged points', () => {
    const merged = heatCells(
      [160],
      { counts: [[1, 120]], seconds: [60], classText: String },
      { from: 0, to: 3600 },
      600,
    );
    expect(merged).toEqual([{ from: 100, to: 160, index: 1, rate: 2 }]);
  });
});
