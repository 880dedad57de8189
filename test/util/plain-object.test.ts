import { expect, it } from 'vitest';
import { isPlainObject } from '../../src/util/plain-object.js';

it('is true of object literals and of objects without a prototype only', () => {
  expect([{}, { a: 1 }, Object.create(null)].map(isPlainObject)).toEqual([true, true, true]);
  expect([null, [], new Map(), class {}, 'a'].map(isPlainObject)).toEqual([false, false, false, false, false]);
});
