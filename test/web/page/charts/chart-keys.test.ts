import { describe, expect, it } from 'vitest';
import { nextIndex } from '../../../../src/web/page/charts/chart-keys.js';

const at = Array.from({ length: 100 }, (_, i) => i);
const go = (key: string, current: number | null, span = { from: 0, to: 99 }) => nextIndex(key, current, at, span);

describe('the cursor of a chart by keyboard', () => {
  it('starts at the latest point, and moves from there', () => {
    expect([go('ArrowLeft', null), go('ArrowLeft', 50), go('ArrowRight', 50), go('PageUp', 50)]).toEqual([
      99, 49, 51, 40,
    ]);
  });

  it('stays within the visible range', () => {
    const span = { from: 20, to: 30 };
    expect([go('ArrowRight', 30, span), go('Home', 25, span), go('End', 25, span), go('PageDown', 25, span)]).toEqual([
      30, 20, 30, 30,
    ]);
  });

  it('does not move with other keys, or without visible points', () => {
    expect(go('a', 50)).toBeNull();
    expect(go('ArrowLeft', null, { from: 200, to: 300 })).toBeNull();
  });
});
