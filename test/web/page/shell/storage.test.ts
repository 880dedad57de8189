import { expect, it } from 'vitest';
import { recall, remember } from '../../../../src/web/page/shell/storage.js';

it('without browser storage, reads return null and writes do not fail', () => {
  expect('localStorage' in globalThis).toBe(false);
  remember('theme', 'dark');
  expect(recall('theme')).toBeNull();
});
