import { expect, it } from 'vitest';
import { toggled } from '../../../../src/web/page/shell/toggled.js';

it('adds or removes one, in a copy', () => {
  const set: ReadonlySet<string> = new Set(['a']);
  expect([toggled(set, 'b'), toggled(set, 'a'), set]).toEqual([new Set(['a', 'b']), new Set(), new Set(['a'])]);
});
