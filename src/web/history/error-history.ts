/** Failures over time by the text of their error, for a stacked chart. */
import type { FailureView } from '../../stats/view.js';
import type { MergePlan } from './timeline.js';

/** More kinds than this cannot be distinguished in a chart, and a server may send any number of them. */
const maxKinds = 50;
const otherKinds = 'other errors';

/** Counts by kind, a sparse list for each point. */
export class ErrorHistory {
  /** Texts, in first-seen order. */
  readonly kinds: string[] = [];
  #points: (readonly (readonly [kind: number, count: number])[])[] = [];
  #before = new Map<string, number>();

  /** Adds point `index` from the failures at its end; returns its counts by text. */
  add(index: number, failures: readonly FailureView[]): [text: string, count: number][] {
    const counts = new Map<number, number>();
    const now = new Map<string, number>();
    for (const { key, error, occurrences } of failures) {
      now.set(key, occurrences);
      const more = occurrences - (this.#before.get(key) ?? 0);
      if (more <= 0) continue;
      const kind = this.#kindOf(error);
      counts.set(kind, (counts.get(kind) ?? 0) + more);
    }
    this.#before = now;
    while (this.#points.length < index) this.#points.push([]);
    this.#points[index] = [...counts];
    return [...counts].map(([kind, count]) => [this.kinds[kind] as string, count]);
  }

  merge(plan: MergePlan): void {
    let from = 0;
    this.#points = plan.map((size) => {
      const counts = new Map<number, number>();
      for (const point of this.#points.slice(from, from + size))
        for (const [kind, count] of point) counts.set(kind, (counts.get(kind) ?? 0) + count);
      from += size;
      return [...counts];
    });
  }

  /** For each of points `from` to `to`: kind, count, kind, count, … */
  slice(from: number, to: number): number[][] {
    return Array.from({ length: to - from }, (_, i) => (this.#points[from + i] ?? []).flat());
  }

  #kindOf(error: string): number {
    // The same failure of two URLs is one kind.
    const kind = error.replace(/ for url: [^'")\s]*/, '');
    const known = this.kinds.indexOf(kind);
    if (known >= 0) return known;
    if (this.kinds.length < maxKinds) return this.kinds.push(kind) - 1;
    if (this.kinds.length === maxKinds) this.kinds.push(otherKinds);
    return maxKinds;
  }
}
