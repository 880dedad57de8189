import { expect, it } from 'vitest';
import { pageArguments, pageWindow } from '../../../src/web/page/page-arguments.js';

it('a document that says nothing has no arguments', () => {
  expect(pageArguments).toEqual({});
  expect(pageWindow.authArgs).toBeUndefined();
});
