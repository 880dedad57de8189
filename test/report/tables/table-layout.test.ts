import { describe, expect, it } from 'vitest';
import { fitColumns, textCells } from '../../../src/report/tables/table-layout.js';

const locust = { type: 8, name: 80, figures: [8, 8] };
const row = (name: string, figures = ['1', '22']) => ({ type: 'GET', name, figures });

describe('fitColumns', () => {
  it('has Locust’s widths without a terminal', () => {
    expect(fitColumns([row('x'.repeat(200))], null, locust, 3)).toBe(locust);
  });

  it('gives the name what a terminal leaves', () => {
    expect(fitColumns([row('x'.repeat(200))], 70, locust, 3)).toEqual({ type: 8, name: 43, figures: [8, 8] });
  });

  it('packs figures densely where little is left for the name', () => {
    expect(fitColumns([row('x'.repeat(200))], 30, locust, 3)).toEqual({ type: 3, name: 21, figures: [1, 2] });
  });
});

describe('textCells', () => {
  it('shortens names on a terminal only', () => {
    const layout = { type: 3, name: 5, figures: [] };
    expect(textCells(row('abcdefgh'), layout, true)).toEqual(['GET', 'ab…gh']);
    expect(textCells(row('abcdefgh'), layout, false)).toEqual(['GET', 'abcdefgh']);
  });
});
