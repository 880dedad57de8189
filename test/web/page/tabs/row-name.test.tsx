import { expect, it } from 'vitest';
import { rowName } from '../../../../src/web/page/tabs/row-name.js';
import { markupOf } from '../markup.js';

it('has the whole name as a tooltip, and as text', () => {
  expect(markupOf(rowName({ name: '<a> & b' }))).toBe(
    '<span class="name" title="&lt;a> &amp; b">&lt;a> &amp; b</span>',
  );
});
