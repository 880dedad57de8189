import { expect, it } from 'vitest';
import { pageArguments, pageWindow } from '../../../src/web/page/page-arguments.js';

it('a document without arguments has none', () => {
  expect(pageArguments.value).toEqual({});
  expect(pageWindow.authArgs).toBeUndefined();
});
