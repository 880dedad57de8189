import { expect, it } from 'vitest';
import { FilterBox } from '../../../../src/web/page/table/filter-box.js';
import { markupOf } from '../markup.js';

it('a filter has a label and its text', () => {
  const box = <FilterBox what="rows" words='"a" <b>' onChange={() => {}} />;
  expect(markupOf(box)).toContain('Filter rows</span>');
  expect(markupOf(box)).toContain('value="&quot;a&quot; &lt;b>"');
});
