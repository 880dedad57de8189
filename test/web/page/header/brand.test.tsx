import { expect, it } from 'vitest';
import { Brand } from '../../../../src/web/page/header/brand.js';
import { markupOf } from '../markup.js';

it('the brand links to the page, under any base path', () => {
  expect(markupOf(<Brand />)).toMatch(/<a class="brand" href="\.\/">.*tsloc<\/a>/);
});
