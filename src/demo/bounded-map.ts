/** A map of bounded size. */

/** Holds at most `capacity` values: the oldest key beyond that is deleted. Setting a key makes it the newest. */
export class BoundedMap<V> {
  private readonly entries = new Map<string, V>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: string): V | undefined {
    return this.entries.get(key);
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.capacity) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  /** All values, newest first. */
  values(): V[] {
    return [...this.entries.values()].reverse();
  }
}
