/** Log-linear buckets of any finite numbers, negative and fractional ones included: three significant digits. */

/** Each power of two is divided into this many buckets of equal width, so that a bucket is at most 0.1 % wide. */
export const bucketsPerOctave = 1024;

/** Magnitudes below 2^-40, about 9e-13, count as 0. */
const minMagnitude = 2 ** -40;

/** Magnitudes from 2^64 on, about 2e19, count as the greatest number below that. */
const greatestMagnitude = 2 ** 64 - 2 ** 11;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
double[0] = 1;
const highWord = words[1] === 0 ? 0 : 1; // by the byte order of the machine

/** Sign, exponent and the first ten bits of the fraction of an IEEE 754 double. */
const discardedBits = 10;

/** That of -0: the sign is the highest bit of a bucket. */
const firstNegativeBucket = 2 ** (31 - discardedBits);

/** The bucket of a finite number; 0 for a number so small that it counts as 0. */
export function valueBucketOf(value: number): number {
  const magnitude = value < 0 ? -value : value;
  if (magnitude < minMagnitude) return 0;
  double[0] = magnitude > greatestMagnitude ? Math.sign(value) * greatestMagnitude : value;
  return (words[highWord] as number) >>> discardedBits;
}

/**
 * The number that stands for a bucket: of those in it, the one with the fewest decimal digits. A recorded number of at
 * most three significant digits is therefore shown exactly.
 */
export function valueOfBucket(bucket: number): number {
  if (bucket === 0) return 0;
  const lower = Math.abs(edgeOf(bucket));
  const upper = Math.abs(edgeOf(bucket + 1));
  return Math.sign(edgeOf(bucket)) * shortestIn(lower, upper);
}

/** A number that rises with the values of buckets: cheaper than {@link valueOfBucket}. */
export function orderOfBucket(bucket: number): number {
  return bucket < firstNegativeBucket ? bucket : firstNegativeBucket - 1 - bucket;
}

/** The number in a bucket that is nearest to 0. */
function edgeOf(bucket: number): number {
  words[highWord] = bucket << discardedBits;
  words[1 - highWord] = 0;
  return double[0] as number;
}

/** The decimal number with the fewest digits, `lower` ≤ n < `upper`. */
function shortestIn(lower: number, upper: number): number {
  for (let digits = 1; digits < 6; digits++) {
    const nearest = Number(lower.toPrecision(digits));
    const step = 10 ** (Math.floor(Math.log10(lower)) + 1 - digits);
    const candidate = nearest >= lower ? nearest : Number((nearest + step).toPrecision(digits));
    if (candidate >= lower && candidate < upper) return candidate;
  }
  return lower;
}
