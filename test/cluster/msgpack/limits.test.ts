import { describe, expect, it } from 'vitest';
import { maxDepth, maxValues } from '../../../src/cluster/msgpack/limits.js';

describe('the limits of messages', () => {
  it('allow the report of 10,000 names, each with 150 buckets of three histograms', () => {
    expect(maxValues).toBeGreaterThan(10_000 * (150 * 2 * 2 + 40));
  });

  it('allow what Python writes at most nearly, 511 levels', () => {
    expect(511 - maxDepth).toBeLessThan(20);
  });
});
