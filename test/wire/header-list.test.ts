import { expect, it } from 'vitest';
import { hasHeader, headerIn } from '../../src/wire/header-list.js';

it('finds a header by its name, in any case, and never by a value', () => {
  expect(hasHeader(['Cookie', 'x'], 'cookie')).toBe(true);
  expect(hasHeader(['x', 'cookie'], 'cookie')).toBe(false);
  expect(headerIn(['x', 'Cookie', 'COOKIE', 'a', 'cookie', 'b'], 'cookie')).toBe('a');
  expect(headerIn(['x', 'cookie'], 'cookie')).toBeNull();
});
