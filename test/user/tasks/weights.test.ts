import { expect, it } from 'vitest';
import { classWeightRule, taskWeightRule, userCountRule } from '../../../src/user/tasks/weights.js';

it.each([
  ['a task weight', taskWeightRule, [0, 3, 1e6, 3e7, 1e9], [-1, 0.5, 1e9 + 1, 1e10, Number.POSITIVE_INFINITY]],
  ['a class weight', classWeightRule, [0, 0.5, 1e9], [-1, 1e10, Number.NaN, Number.POSITIVE_INFINITY, '3']],
  ['a number of users', userCountRule, [0, 1e7], [-1, 0.5, 1e8, Number.POSITIVE_INFINITY]],
])('%s is finite and bounded', (_, { accepts }, accepted, rejected) => {
  expect(accepted.filter((value) => !accepts(value))).toEqual([]);
  expect(rejected.filter(accepts)).toEqual([]);
});
