/** Who is next, among any number: a binary heap, in which everybody knows their place and can leave it at any time. */

/** Somebody with a moment to wait for. */
export interface HeapItem {
  /** When it is due; never changed while it is on an agenda. */
  readonly due: number;
  /** Where it stands; the business of {@link BinaryHeap}. -1 for one that is on none. */
  place: number;
}

/** Whoever is due first comes first. Adding and removing take a time that grows with the logarithm of how many there are. */
export class BinaryHeap<E extends HeapItem> {
  readonly #heap: E[] = [];

  /** Who is due first. */
  get first(): E | undefined {
    return this.#heap[0];
  }

  add(entry: E): void {
    this.#rise(entry, this.#heap.length);
  }

  /** Nothing happens to one that is not on it. */
  remove(entry: E): void {
    const { place } = entry;
    if (place < 0) return;
    entry.place = -1;
    const last = this.#heap.pop() as E;
    if (last === entry) return;
    this.#sink(last, place);
    this.#rise(last, last.place);
  }

  /** Puts it at `place`, or as far above as it is due before those there. */
  #rise(entry: E, place: number): void {
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] as E;
      if (other.due <= entry.due) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(entry, place);
  }

  /** Puts it at `place`, or as far below as it is due after those there. */
  #sink(entry: E, place: number): void {
    for (let below = 2 * place + 1; below < this.#heap.length; below = 2 * place + 1) {
      const right = this.#heap[below + 1];
      if (right !== undefined && right.due < (this.#heap[below] as E).due) below++;
      const other = this.#heap[below] as E;
      if (other.due >= entry.due) break;
      this.#put(other, place);
      place = below;
    }
    this.#put(entry, place);
  }

  #put(entry: E, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }
}
