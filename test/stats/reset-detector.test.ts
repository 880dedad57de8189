import { expect, it } from 'vitest';
import { ResetDetector } from '../../src/stats/reset-detector.js';

it('detects the first statistics and each reset, but not a start that a worker moves back', () => {
  const resets = new ResetDetector();
  expect([100, 100, 99, 99, 99.5, 98].map((start) => resets.detect(start))).toEqual([
    true,
    false,
    false,
    false,
    true,
    false,
  ]);
});
