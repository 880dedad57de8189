/** What is due, in the order of time: a binary heap that allocates nothing while it works. Pure. */

/** Something that is to be done at an instant. */
export interface Due {
  /** Milliseconds of any clock. It must not change while it is in the queue. */
  due: number;
}

/** Takes them in any order; gives back the earliest. */
export class DueQueue<T extends Due> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(item: T): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(item);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as T;
      if (parent.due <= item.due) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = item;
  }

  /** The earliest, if it is due at `now`; it leaves the queue. */
  take(now: number): T | null {
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return null;
    const last = this.#heap.pop() as T;
    if (last !== first) this.#sink(last);
    return first;
  }

  /** Finds the place of what was last, from the top down. */
  #sink(item: T): void {
    const heap = this.#heap;
    const size = heap.length;
    let place = 0;
    for (let below = 1; below < size; below = 2 * place + 1) {
      const right = heap[below + 1];
      if (right !== undefined && right.due < (heap[below] as T).due) below++;
      const child = heap[below] as T;
      if (item.due <= child.due) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = item;
  }
}
