import { expect, it } from 'vitest';
import { Icon } from '../../../../src/web/page/shell/icon.js';
import { markupOf } from '../markup.js';

it('an icon is hidden from screen readers', () => {
  expect(markupOf(<Icon name="stop" />)).toContain('aria-hidden="true"');
});
