import { expect, it } from 'vitest';
import { kebabCase, snakeCase } from '../../../src/util/text/letter-case.js';

it('spells names as Python does', () => {
  expect(['numUsers', 'host', 'iterationsPerUser', 'TaskA'].map(snakeCase)).toEqual([
    'num_users',
    'host',
    'iterations_per_user',
    '_task_a',
  ]);
});

it('spells names as options do', () => {
  expect(['slowAfter', 'port'].map(kebabCase)).toEqual(['slow-after', 'port']);
});
