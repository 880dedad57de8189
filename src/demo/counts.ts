/** The exact number of requests served, by method and route pattern. */

/** The pattern that stands for all unknown paths. */
export const UNKNOWN_PATTERN = '(unknown)';

/** Counts served requests by keys such as `GET /files/:id`, as a load test names them. */
export class Counts {
  private readonly served = new Map<string, number>();

  /** Counts one request. */
  add(method: string, pattern: string): void {
    const key = `${method} ${pattern}`;
    this.served.set(key, (this.served.get(key) ?? 0) + 1);
  }

  /** The sum over all keys. */
  total(): number {
    let total = 0;
    for (const count of this.served.values()) total += count;
    return total;
  }

  /** A copy, sorted by key. */
  toRecord(): Record<string, number> {
    return Object.fromEntries([...this.served].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
