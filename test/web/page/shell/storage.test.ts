import { expect, it } from 'vitest';
import { recall, remember } from '../../../../src/web/page/shell/storage.js';

it('where a browser keeps nothing, nothing is known, and nothing fails', () => {
  expect('localStorage' in globalThis).toBe(false);
  remember('theme', 'dark');
  expect(recall('theme')).toBeNull();
});
