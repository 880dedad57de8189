import { expect, it } from 'vitest';
import { mostSimilar } from '../../../src/util/text/most-similar.js';

const names = ['--users', '--spawn-rate', '--run-time'];

it('names the most similar candidate, or none', () => {
  expect(mostSimilar('--user', ['--use', '--users', '--us'])).toBe('--users');
  expect(mostSimilar('--zzzz', names)).toBeNull();
  expect(mostSimilar('--users', names)).toBe('--users');
});
