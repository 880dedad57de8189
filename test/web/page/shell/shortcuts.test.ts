import { expect, it } from 'vitest';
import { keysHelp } from '../../../../src/web/page/shell/shortcuts.js';

it('every key is described once; their actions are tested in a browser', () => {
  const keys = keysHelp.map(([key]) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(['/', '1 – 9', 'Esc']));
});
