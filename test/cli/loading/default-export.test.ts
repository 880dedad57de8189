import { expect, it } from 'vitest';
import { defaultExportOf } from '../../../src/cli/loading/default-export.js';

it('is that of an ES module, and that of a CommonJS module that was compiled from one', () => {
  const users = { users: 5 };
  expect(defaultExportOf({ default: users })).toBe(users);
  expect(defaultExportOf({ default: { __esModule: true, default: users } })).toBe(users);
  expect(defaultExportOf({ default: { default: users } })).toEqual({ default: users });
  expect(defaultExportOf({})).toBeUndefined();
});
