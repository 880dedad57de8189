import { describe, expect, it } from 'vitest';
import { locustBucketOf } from '../../src/stats/locust-buckets.js';

describe('locustBucketOf', () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [12.3, 12],
    [99.5, 100],
    [104.9, 100],
    [105, 100],
    [105.0001, 110],
    [115, 120],
    [125, 120],
    [147, 150],
    [155, 160],
    [995, 1_000],
    [999.9, 1_000],
    [1_050, 1_000],
    [1_150, 1_200],
    [1_250, 1_200],
    [3_432, 3_400],
    [9_950, 10_000],
    [10_499, 10_000],
    [10_500, 10_000],
    [11_500, 12_000],
    [12_500, 12_000],
    [58_760, 59_000],
    [123_456, 123_000],
  ])('rounds %d ms to %d, as Locust does', (milliseconds, bucket) => {
    expect(locustBucketOf(milliseconds)).toBe(bucket);
  });
});
