import { describe, expect, it } from 'vitest';
import { errorLayers } from '../../../../src/web/page/charts/error-plan.js';
import { emptyPoints } from '../../../helpers/page/feed.js';

const layersOf = (errorKinds: string[], errors: number[][], seconds = errors.map(() => 1)) =>
  errorLayers({ ...emptyPoints(), at: errors.map((_, i) => i), seconds, errorKinds, errors });

describe('errors by kind', () => {
  it('are per second, the most frequent kind first', () => {
    const layers = layersOf(['seldom', 'often'], [[0, 1], [1, 8], []], [1, 4, 1]);
    expect(layers.map(({ label, values }) => [label, values])).toEqual([
      ['often', [0, 2, 0]],
      ['seldom', [1, 0, 0]],
    ]);
  });

  it('are combined in one layer beyond the sixth', () => {
    const kinds = Array.from({ length: 9 }, (_, i) => `kind ${i}`);
    const layers = layersOf(kinds, [kinds.flatMap((_, i) => [i, 20 - i])]);
    expect(layers).toHaveLength(7);
    expect(layers.at(-1)).toMatchObject({ label: '3 other kinds', values: [14 + 13 + 12], color: '--kind-6' });
  });

  it('are empty without failures', () => {
    expect(layersOf([], [[], []])).toEqual([]);
  });
});
