import { describe, expect, it } from 'vitest';
import { rowWindow, widestText } from '../../../../src/web/page/table/row-window.js';

describe('the rendered rows of a long table', () => {
  it('are all of them while they are few', () => {
    expect(rowWindow(80, 36, 0, 500)).toEqual({ first: 0, end: 80 });
  });

  it('are the visible ones and some around', () => {
    expect(rowWindow(500, 36, 0, 500)).toEqual({ first: 0, end: 40 });
    expect(rowWindow(500, 36, 100 * 36, 500)).toEqual({ first: 80, end: 140 });
  });

  it('always contain the visible ones, to the last row', () => {
    for (let scrollTop = 0; scrollTop <= 500 * 36 - 500; scrollTop += 97) {
      const { first, end } = rowWindow(500, 36, scrollTop, 500);
      expect(first * 36).toBeLessThanOrEqual(scrollTop);
      expect(end * 36).toBeGreaterThanOrEqual(scrollTop + 500);
    }
    expect(rowWindow(500, 36, 500 * 36 - 500, 500).end).toBe(500);
  });

  it('are not empty if there are fewer rows than were scrolled past', () => {
    const { first, end } = rowWindow(100, 36, 99_999, 500);
    expect(end).toBe(100);
    expect(first).toBeLessThan(end);
  });
});

describe('the widest text of a column', () => {
  it('is that of the shown text, or of the value', () => {
    const column = { key: 'a', title: 'A', kind: 'number', value: (row: number) => row } as const;
    expect(widestText(column, [1, 1000])).toBe(4);
    expect(widestText({ ...column, show: (row) => `${row} ms` }, [1, 1000])).toBe(7);
    expect(widestText({ ...column, show: () => null }, [])).toBe(0);
  });
});
