import { expect, it } from 'vitest';
import { RatioList } from '../../../../src/web/page/tabs/ratio-tree.js';
import { markupOf, wordsOf } from '../markup.js';

it('a tree of tasks is a nested list', () => {
  const tree = { A: { ratio: 0.5, tasks: { up: { ratio: 0.1234 }, Sub: { ratio: 0.2, tasks: {} } } } };
  expect(wordsOf(<RatioList tree={tree} />)).toBe('A 50% up 12% Sub 20%');
  expect(markupOf(<RatioList tree={tree} />).match(/<ul/g)).toHaveLength(2);
});
