/** Bucket indexes of an HDR histogram with three significant digits: HdrHistogram's counts array layout, as arithmetic. */

/** Values below 2^11 have a bucket each; every further power of two is divided into 2^10 buckets. */
const subBucketBits = 11;
const halfSubBucketBits = subBucketBits - 1;
/** The greatest value that bit operators can hold. */
const maxInt32 = 0x7fff_ffff;

/**
 * The bucket of a whole number of at least 0; never decreases as the number grows.
 * Source: HdrHistogram's countsArrayIndex, for a lowest discernible value of 1.
 */
export function bucketOf(value: number): number {
  if (value > maxInt32) return bucketOfLarge(value);
  const shift = 32 - subBucketBits - Math.clz32(value | ((1 << subBucketBits) - 1));
  return (shift << halfSubBucketBits) + (value >> shift);
}

/** Number of buckets that values with as many bits as `value` need. */
export function bucketsFor(value: number): number {
  return ((bucketOf(value) >> halfSubBucketBits) + 1) << halfSubBucketBits;
}

/** The middle of the values that share a bucket. Source: HdrHistogram's medianEquivalentValue. */
export function midpointOf(bucket: number): number {
  const shift = Math.max(0, (bucket >> halfSubBucketBits) - 1);
  const subBucket = bucket - (shift << halfSubBucketBits);
  if (shift <= maxShift) return (subBucket << shift) + ((1 << shift) >> 1);
  return Math.floor((subBucket + 0.5) * 2 ** shift);
}

/** Of the middle of a bucket that fits 31 bits. */
const maxShift = 19;

/** The same without bit operators on the value. */
function bucketOfLarge(value: number): number {
  const lowBits = 21; // the rest of a safe integer has at most 32 bits
  const shift = lowBits + 32 - Math.clz32(Math.floor(value / 2 ** lowBits)) - subBucketBits;
  return (shift << halfSubBucketBits) + Math.floor(value / 2 ** shift);
}
