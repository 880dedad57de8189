/** Counts by index as one flat list, `index, count, index, count, …`: short where most of many counts are 0. */

/** The counts that are not 0, by their place. */
export function packCounts(counts: ArrayLike<number>): number[] {
  const packed: number[] = [];
  for (let i = 0; i < counts.length; i++) if ((counts[i] as number) > 0) packed.push(i, counts[i] as number);
  return packed;
}

export function forEachCount(packed: readonly number[], each: (index: number, count: number) => void): void {
  for (let i = 0; i < packed.length; i += 2) each(packed[i] as number, packed[i + 1] as number);
}

/** The sum of packed lists, ascending by index. */
export function addCounts(...lists: readonly (readonly number[])[]): number[] {
  const sums = new Map<number, number>();
  for (const list of lists) forEachCount(list, (index, count) => sums.set(index, (sums.get(index) ?? 0) + count));
  return [...sums].sort(([a], [b]) => a - b).flat();
}
