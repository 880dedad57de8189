import { expect, it } from 'vitest';
import { verdictOf } from '../../../src/core/results/target-result.js';

it('is PASS, FAIL, WARN, or nothing yet', () => {
  const of = (state: 'pending' | 'met' | 'missed', level: 'target' | 'threshold') => verdictOf({ state, level });
  expect([of('met', 'threshold'), of('met', 'target'), of('missed', 'threshold'), of('missed', 'target')]).toEqual([
    'PASS',
    'PASS',
    'FAIL',
    'WARN',
  ]);
  expect(of('pending', 'threshold')).toBe('…');
});
