/** A binary heap of items by due time, in which each item knows its index, so that it can be removed at any time. */

/** An item of a heap. */
export interface HeapItem {
  /** The sort key, such as a time in ms. It must not change while the item is in a heap. */
  readonly dueAt: number;
  /** Set by {@link BinaryHeap} only: the index in its array, -1 while the item is in no heap. */
  heapIndex: number;
}

/** A min-heap: `first` is the item with the smallest `dueAt`. Adding and removing take O(log n). */
export class BinaryHeap<Item extends HeapItem> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item that is due first; undefined if the heap is empty. */
  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    this.#siftUp(item, this.#items.length);
  }

  /** Does nothing if the item is in no heap. */
  remove(item: Item): void {
    const index = item.heapIndex;
    if (index < 0) return;
    item.heapIndex = -1;
    const last = this.#items.pop() as Item;
    if (last === item) return;
    this.#siftDown(last, index);
    this.#siftUp(last, last.heapIndex);
  }

  /** Moves the item up from `index` while its parent is due later. */
  #siftUp(item: Item, index: number): void {
    let target = index;
    while (target > 0) {
      const parentIndex = (target - 1) >> 1;
      const parent = this.#items[parentIndex] as Item;
      if (parent.dueAt <= item.dueAt) break;
      this.#put(parent, target);
      target = parentIndex;
    }
    this.#put(item, target);
  }

  /** Moves the item down from `index` while a child is due earlier. */
  #siftDown(item: Item, index: number): void {
    let target = index;
    for (let child = 2 * target + 1; child < this.#items.length; child = 2 * target + 1) {
      const right = this.#items[child + 1];
      if (right !== undefined && right.dueAt < (this.#items[child] as Item).dueAt) child++;
      const other = this.#items[child] as Item;
      if (other.dueAt >= item.dueAt) break;
      this.#put(other, target);
      target = child;
    }
    this.#put(item, target);
  }

  #put(item: Item, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }
}
