/** Where tsloc's figures may differ from Locust's: percentiles and medians are exact, Locust's are rounded to buckets. */
import { expect } from 'vitest';

/** Fails unless a figure of ours is one that Locust would have put into its bucket `theirs`; both as printed. */
export function expectInBucket(ours: string, theirs: string): void {
  if (theirs === 'N/A' || theirs === '0') {
    expect(ours).toBe(theirs);
    return;
  }
  expect(ours).toMatch(/^\d+$/);
  const bucket = Number(theirs);
  expect(Math.abs(Number(ours) - bucket)).toBeLessThanOrEqual(bucketWidth(bucket) / 2 + 1);
}

function bucketWidth(bucket: number): number {
  if (bucket < 100) return 1;
  if (bucket < 1000) return 10;
  return bucket < 10_000 ? 100 : 1000;
}
