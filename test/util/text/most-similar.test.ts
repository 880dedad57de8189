import { expect, it } from 'vitest';
import { knownNamesHint, mostSimilar } from '../../../src/util/text/most-similar.js';

const names = ['--users', '--spawn-rate', '--run-time'];

it('names the most similar candidate, or none', () => {
  expect(mostSimilar('--user', ['--use', '--users', '--us'])).toBe('--users');
  expect(mostSimilar('--zzzz', names)).toBeNull();
  expect(mostSimilar('--users', names)).toBe('--users');
});

it('a hint names the most similar name, if any, and all of them', () => {
  const known = ['responseLength', 'context'];
  expect(knownNamesHint('response_length', known)).toBe(
    'Did you mean responseLength? Known names: responseLength, context.',
  );
  expect(knownNamesHint('zzz', known)).toBe('Known names: responseLength, context.');
});
