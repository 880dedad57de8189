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
  const shift =
    value > maxInt32 ? shiftOfLarge(value) : 32 - subBucketBits - Math.clz32(value | (2 ** subBucketBits - 1));
  const subBucket = value > maxInt32 ? Math.floor(value / 2 ** shift) : value >> shift;
  return (shift << halfSubBucketBits) + subBucket;
}

/** Number of buckets that values with as many bits as `value` need. */
export function bucketsFor(value: number): number {
  return ((bucketOf(value) >> halfSubBucketBits) + 1) << halfSubBucketBits;
}

/** The middle of the values that share a bucket. Source: HdrHistogram's medianEquivalentValue. */
export function midpointOf(bucket: number): number {
  const shift = Math.max(0, (bucket >> halfSubBucketBits) - 1);
  const subBucket = bucket - (shift << halfSubBucketBits);
  return Math.floor((subBucket + 0.5) * 2 ** shift);
}

/** Bits that a bucket leaves out of a value above 2^31. */
function shiftOfLarge(value: number): number {
  const lowBits = 21; // the rest of a safe integer has at most 32 bits
  return lowBits + 32 - Math.clz32(Math.floor(value / 2 ** lowBits)) - subBucketBits;
}
