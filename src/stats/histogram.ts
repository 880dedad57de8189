/** Response times counted in the buckets of an HDR histogram of microseconds, three significant digits. */
import { bucketOf, bucketsFor, midpointOf } from './hdr-buckets.js';
import { emptySnapshot, type HistogramDelta, HistogramSnapshot } from './histogram-snapshot.js';

/** New values are listed, up to this many, until they are sorted: rarely requested names must not take 20 KB each. */
const maxListed = 256;
/** From this many values on, each is counted by bucket when it is recorded: sorting would take longer. */
const maxSorted = 1_024;
/** Sorted buckets take four times the memory of counts, or more: never as much as if there were counts for all. */
const sortedBytesRatio = 4;

/** The greatest count that fits 16 bits. */
const maxUint16 = 65_535;

/** Longer times count as this one, 285 years: microseconds stay exact, and buckets below 200 KB. */
const maxMicroseconds = Number.MAX_SAFE_INTEGER;

/** Counts response times. */
export class Histogram {
  /** Response times recorded. */
  count = 0;
  /** By bucket, as far as any is needed; null while the values are in `#sorted` and `#list`. */
  #counts: Uint16Array | Uint32Array | null = null;
  /** The values before those in the list. */
  #sorted = emptySnapshot;
  /** Microseconds. */
  #list: number[] = [];
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  /** Adds one response time in ms; one below 0 counts as 0. */
  record(milliseconds: number): void {
    let microseconds = Math.max(0, Math.round(milliseconds * 1000));
    if (microseconds > maxMicroseconds) microseconds = maxMicroseconds;
    if (microseconds < this.#min) this.#min = microseconds;
    if (microseconds > this.#max) this.#max = microseconds;
    this.count++;
    const counts = this.#counts;
    if (counts === null) {
      this.#list.push(microseconds);
      if (this.#list.length >= maxListed) this.#shortenList();
      return;
    }
    // As in #add, without the call: this is the hot path.
    const index = bucketOf(microseconds);
    if (index < counts.length) (counts[index] as number)++;
    else this.#add(counts, index, 1);
    if (this.count === maxUint16) this.#widen();
  }

  /** The counts as they are now; the same snapshot again until another value is added, if there are few. */
  snapshot(): HistogramSnapshot {
    if (this.#counts === null) {
      this.#sortList();
      return this.#sorted;
    }
    return this.#snapshotOf(this.#counts);
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
    this.#sorted = emptySnapshot;
    this.#list = [];
    this.#min = Number.POSITIVE_INFINITY;
    this.#max = 0;
  }

  /**
   * Adds what another histogram recorded, exactly: as if all of it had been recorded here. Extremes beyond which there are
   * counts are replaced: counts beyond `#min` and `#max` would be lost.
   */
  absorb({ min, max, indexes, counts }: HistogramDelta): void {
    let added = 0;
    for (let i = 0; i < counts.length; i++) added += counts[i] as number;
    if (added === 0) return;
    const [first, last] = [indexes[0] as number, indexes[counts.length - 1] as number];
    this.#min = Math.min(this.#min, bucketOf(min) <= first ? min : midpointOf(first));
    this.#max = Math.max(this.#max, bucketOf(max) >= last ? max : midpointOf(last));
    this.count += added;
    if (this.#counts !== null) this.#addAll(indexes, counts);
    else if (this.#list.length + added < maxListed) this.#listAll(indexes, counts);
    else {
      this.#sortList();
      this.#sorted = this.#sorted.plus(indexes, counts, this.#min, this.#max);
      if (this.#sorted.bucketCount * sortedBytesRatio >= bucketsFor(this.#max)) this.#useCounts();
    }
  }

  #listAll(indexes: readonly number[], counts: readonly number[]): void {
    for (let i = 0; i < indexes.length; i++) {
      const value = midpointOf(indexes[i] as number); // which has the same bucket
      for (let left = counts[i] as number; left > 0; left--) this.#list.push(value);
    }
  }

  #addAll(indexes: readonly number[], counts: readonly number[]): void {
    if (this.count >= maxUint16) this.#widen();
    for (let i = 0; i < indexes.length; i++)
      this.#add(this.#counts as Uint16Array, indexes[i] as number, counts[i] as number);
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

  #widen(): void {
    if (this.#counts instanceof Uint16Array) this.#counts = Uint32Array.from(this.#counts);
  }

  #shortenList(): void {
    this.#sortList();
    if (this.count >= maxSorted) this.#useCounts();
  }

  /** Moves what is listed to what is sorted. */
  #sortList(): void {
    const list = this.#list;
    if (list.length === 0) return;
    this.#list = [];
    for (let i = 0; i < list.length; i++) list[i] = bucketOf(list[i] as number);
    sortNumbers(list);
    const [indexes, counts] = runsOf(list);
    this.#sorted = this.#sorted.plus(indexes, counts, this.#min, this.#max);
  }

  #useCounts(): void {
    const length = bucketsFor(this.#max);
    const counts = this.count >= maxUint16 ? new Uint32Array(length) : new Uint16Array(length);
    const { indexes, counts: sorted } = this.#sorted.toDelta();
    for (let i = 0; i < indexes.length; i++) counts[indexes[i] as number] = sorted[i] as number;
    this.#counts = counts;
    this.#sorted = emptySnapshot;
  }

  #snapshotOf(all: Uint16Array | Uint32Array): HistogramSnapshot {
    const indexes: number[] = [];
    const counts: number[] = [];
    for (let index = bucketOf(Math.min(this.#min, this.#max)), rest = this.count; rest > 0; index++) {
      const count = all[index] as number;
      if (count === 0) continue;
      indexes.push(index);
      counts.push(count);
      rest -= count;
    }
    return HistogramSnapshot.of(indexes, counts, this.#min, this.#max);
  }
}

/** Up to this length, sorting in place takes less time than a typed array, whose sort compares numbers natively. */
const maxSortedInPlace = 24;

function sortNumbers(list: number[]): void {
  if (list.length > maxSortedInPlace) {
    const sorted = Uint32Array.from(list).sort();
    for (let i = 0; i < list.length; i++) list[i] = sorted[i] as number;
    return;
  }
  for (let i = 1; i < list.length; i++) {
    const value = list[i] as number;
    let at = i;
    for (; at > 0 && (list[at - 1] as number) > value; at--) list[at] = list[at - 1] as number;
    list[at] = value;
  }
}

/** Each distinct number of a sorted list, and how often it occurs. */
function runsOf(sorted: readonly number[]): [values: number[], times: number[]] {
  const values: number[] = [];
  const times: number[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] as number;
    while (sorted[to] === value) to++;
    values.push(value);
    times.push(to - from);
  }
  return [values, times];
}
