/** The distribution of a measured value: count, average, extremes and percentiles in flat memory. */

import { type TrendDelta, TrendSnapshot } from './trend-snapshot.js';
import { bucketsPerOctave, valueBucketOf } from './value-buckets.js';

const octaveBits = Math.log2(bucketsPerOctave);

/** Counts values in log-linear buckets: 4 KB for each power of two in use, 850 KB at most. */
export class Trend {
  readonly kind = 'trend';
  readonly name: string;
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Counts by bucket, in pieces of one power of two and sign. */
  readonly #octaves = new Map<number, Uint32Array>();
  /** The piece used last: values of one metric are mostly near each other. */
  #octave = -1;
  #counts: Uint32Array = new Uint32Array();
  #snapshot: TrendSnapshot | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** Adds one finite number. */
  record(value: number): void {
    const bucket = valueBucketOf(value);
    const octave = bucket >>> octaveBits;
    if (octave !== this.#octave) this.#use(octave);
    (this.#counts[bucket & (bucketsPerOctave - 1)] as number)++;
    this.count++;
    this.sum += value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  /** The values as they are now; copied again only after one was added. */
  snapshot(): TrendSnapshot {
    if (this.#snapshot?.count !== this.count) this.#snapshot = new TrendSnapshot(this.#toDelta());
    return this.#snapshot as TrendSnapshot;
  }

  /** What was recorded since the last call, as plain data; null if nothing was. Empties the trend. */
  drain(): TrendDelta | null {
    const delta = this.count === 0 ? null : this.#toDelta();
    this.clear();
    return delta;
  }

  /** Adds what another trend recorded, exactly: as if all of it had been recorded here. */
  absorb({ count, sum, min, max, buckets, counts }: Omit<TrendDelta, 'kind' | 'name'>): void {
    this.count += count;
    this.sum += sum;
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    for (const [i, bucket] of buckets.entries()) {
      this.#use(bucket >>> octaveBits);
      (this.#counts[bucket & (bucketsPerOctave - 1)] as number) += counts[i] as number;
    }
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
    this.min = Number.POSITIVE_INFINITY;
    this.max = Number.NEGATIVE_INFINITY;
    this.#octaves.clear();
    this.#octave = -1;
    this.#snapshot = null;
  }

  #use(octave: number): void {
    let counts = this.#octaves.get(octave);
    if (counts === undefined) {
      counts = new Uint32Array(bucketsPerOctave);
      this.#octaves.set(octave, counts);
    }
    this.#octave = octave;
    this.#counts = counts;
  }

  #toDelta(): TrendDelta {
    const { name, count, sum, min, max } = this;
    const [buckets, counts] = [[] as number[], [] as number[]];
    for (const [octave, pieces] of this.#octaves) {
      for (let i = 0; i < bucketsPerOctave; i++) {
        if (pieces[i] === 0) continue;
        buckets.push((octave << octaveBits) | i);
        counts.push(pieces[i] as number);
      }
    }
    return { kind: 'trend', name, count, sum, min, max, buckets, counts };
  }
}
