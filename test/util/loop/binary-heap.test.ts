import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryHeap, type HeapItem } from '../../../src/util/loop/binary-heap.js';

const itemDueAt = (dueAt: number): HeapItem => ({ dueAt, heapIndex: -1 });

/** Removes the first item until the heap is empty; returns their due times. */
function drain(heap: BinaryHeap<HeapItem>): number[] {
  const dueTimes: number[] = [];
  for (let { first } = heap; first !== undefined; first = heap.first) {
    dueTimes.push(first.dueAt);
    heap.remove(first);
  }
  return dueTimes;
}

describe('a binary heap', () => {
  it('is empty at first', () => {
    const heap = new BinaryHeap();
    expect([heap.first, heap.size]).toEqual([undefined, 0]);
  });

  it('returns items by due time, in any order of additions and removals', () => {
    const plans = fc.array(fc.tuple(fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(plans, fc.nat(), (plan, seed) => {
        const heap = new BinaryHeap<HeapItem>();
        const items = plan.map(([dueAt, isRemoved]) => ({ ...itemDueAt(dueAt), isRemoved }));
        for (const item of items) heap.add(item);
        const removed = items.filter(({ isRemoved }) => isRemoved);
        while (removed.length > 0) heap.remove(removed.splice(seed % removed.length, 1)[0] as HeapItem);
        const kept = items.filter(({ isRemoved }) => !isRemoved).map(({ dueAt }) => dueAt);
        expect(heap.size).toBe(kept.length);
        expect(drain(heap)).toEqual(kept.sort((a, b) => a - b));
      }),
    );
  });

  it('does nothing when an item is removed that it does not hold', () => {
    const heap = new BinaryHeap<HeapItem>();
    const [early, late] = [itemDueAt(1), itemDueAt(2)];
    heap.add(early);
    heap.add(late);
    for (const item of [early, early, itemDueAt(0)]) heap.remove(item);
    expect([early.heapIndex, heap.first, heap.size]).toEqual([-1, late, 1]);
  });
});
