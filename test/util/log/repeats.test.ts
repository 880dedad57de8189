import { expect, it } from 'vitest';
import { isLogged } from '../../../src/util/log/repeats.js';

it('logs the first event, and each tenfold number', () => {
  const numbers = Array.from({ length: 2_000 }, (_, i) => i + 1);
  expect(numbers.filter(isLogged)).toEqual([1, 10, 100, 1_000]);
});
