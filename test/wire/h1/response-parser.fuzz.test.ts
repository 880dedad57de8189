import { expect, it } from 'vitest';
import { compareParsers } from '../../fuzz/compare.js';

it('the parser reads broken responses like Node’s parser, or rejects them', () => {
  const { messages, errors } = compareParsers(2_026, 20_000);
  expect(messages).toBeGreaterThan(2_000);
  expect(errors).toBeGreaterThan(2_000);
});
