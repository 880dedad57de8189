import { createElement } from 'preact';
import { expect, it } from 'vitest';
import { useRowWindow } from '../../../../src/web/page/table/use-row-window.js';
import { wordsOf } from '../markup.js';

function Shown({ count, rowHeight }: { readonly count: number; readonly rowHeight?: number }) {
  const { drawn } = useRowWindow(count, rowHeight);
  return `${drawn.first} ${drawn.end}`;
}

it('a table without a row height renders all rows; one with it starts with the first; scrolling is tested in a browser', () => {
  expect(wordsOf(createElement(Shown, { count: 500 }))).toBe('0 500');
  expect(wordsOf(createElement(Shown, { count: 500, rowHeight: 36 }))).toBe('0 60');
});
