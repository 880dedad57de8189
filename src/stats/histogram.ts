/** Response times counted in the buckets of an HDR histogram of microseconds, three significant digits. */
import { bucketOf, bucketsFor, midpointOf } from './hdr-buckets.js';
import { type HistogramDelta, HistogramSnapshot } from './histogram-snapshot.js';

/** Up to this many values are kept as a list: thousands of rarely requested names must not take 20 KB each. */
const maxListed = 256;

/** The greatest count that fits 16 bits. */
const maxUint16 = 65_535;

/** Longer times count as this one, 285 years: microseconds stay exact, and buckets below 200 KB. */
const maxMicroseconds = Number.MAX_SAFE_INTEGER;

/** Counts response times. */
export class Histogram {
  /** Response times recorded. */
  count = 0;
  /** By bucket, as far as any is needed; null while all values are in the list. */
  #counts: Uint16Array | Uint32Array | null = null;
  /** Microseconds, until there are counts. */
  #list: number[] = [];
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  /** Adds one response time in ms; one below 0 counts as 0. */
  record(milliseconds: number): void {
    let microseconds = Math.max(0, Math.round(milliseconds * 1000));
    if (microseconds > maxMicroseconds) microseconds = maxMicroseconds;
    const counts = this.#counts;
    if (counts === null) this.#list.push(microseconds);
    else {
      // As in #add, without the call: this is the hot path.
      const index = bucketOf(microseconds);
      if (index < counts.length) (counts[index] as number)++;
      else this.#add(counts, index, 1);
    }
    if (microseconds < this.#min) this.#min = microseconds;
    if (microseconds > this.#max) this.#max = microseconds;
    this.count++;
    if (this.count === maxListed) this.#useCounts();
    else if (this.count === maxUint16) this.#widen();
  }

  /** The counts as they are now. */
  snapshot(): HistogramSnapshot {
    const indexes: number[] = [];
    const counts: number[] = [];
    this.#eachBucket((index, count) => {
      indexes.push(index);
      counts.push(count);
    });
    return new HistogramSnapshot(indexes, counts, this.#min, this.#max);
  }

  /** What was recorded since the last call, as plain data; empties the histogram. */
  drain(): HistogramDelta {
    const delta = this.snapshot().toDelta();
    this.clear();
    return delta;
  }

  clear(): void {
    this.count = 0;
    this.#counts = null;
    this.#list = [];
    this.#min = Number.POSITIVE_INFINITY;
    this.#max = 0;
  }

  /** Adds what another histogram recorded, exactly: as if all of it had been recorded here. */
  absorb({ min, max, indexes, counts }: HistogramDelta): void {
    let added = 0;
    for (let i = 0; i < counts.length; i++) added += counts[i] as number;
    if (added === 0) return;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
    if (this.count + added >= maxListed) this.#useCounts();
    if (this.count + added >= maxUint16) this.#widen();
    for (let i = 0; i < indexes.length; i++) this.#addMany(indexes[i] as number, counts[i] as number);
    this.count += added;
  }

  #addMany(index: number, count: number): void {
    if (this.#counts !== null) this.#add(this.#counts, index, count);
    else for (let i = 0; i < count; i++) this.#list.push(midpointOf(index)); // which has the same bucket
  }

  #add(counts: Uint16Array | Uint32Array, index: number, count: number): void {
    if (index < counts.length) (counts[index] as number) += count;
    else this.#add(this.#lengthen(counts, index), index, count);
  }

  #lengthen(counts: Uint16Array | Uint32Array, index: number): Uint16Array | Uint32Array {
    const length = bucketsFor(midpointOf(index));
    const longer = counts instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
    longer.set(counts);
    this.#counts = longer;
    return longer;
  }

  #useCounts(): void {
    if (this.#counts !== null) return;
    const counts = new Uint16Array(bucketsFor(this.#max));
    for (const microseconds of this.#list) (counts[bucketOf(microseconds)] as number)++;
    this.#counts = counts;
    this.#list = [];
  }

  #widen(): void {
    if (this.#counts instanceof Uint16Array) this.#counts = Uint32Array.from(this.#counts);
  }

  /** Calls `visit` with each non-empty bucket, ascending. */
  #eachBucket(visit: (index: number, count: number) => void): void {
    const counts = this.#counts;
    if (counts === null) {
      const indexes = new Uint32Array(this.#list.length);
      for (let i = 0; i < indexes.length; i++) indexes[i] = bucketOf(this.#list[i] as number);
      eachRun(indexes.sort(), visit);
      return;
    }
    for (let index = bucketOf(Math.min(this.#min, this.#max)), rest = this.count; rest > 0; index++) {
      const count = counts[index] as number;
      if (count === 0) continue;
      visit(index, count);
      rest -= count;
    }
  }
}

/** Calls `visit` with each distinct number of a sorted list and how often it occurs. */
function eachRun(sorted: Uint32Array, visit: (value: number, times: number) => void): void {
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] as number;
    while (sorted[to] === value) to++;
    visit(value, to - from);
  }
}
