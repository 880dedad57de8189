/** A set of whole numbers, kept as ranges: millions of numbers that follow one another need one range. */

/** From the first number to the one after the last. */
export type NumberRange = readonly [from: number, to: number];

/** Ranges in ascending order that neither overlap nor touch. */
export class NumberRanges {
  #ranges: NumberRange[] = [];
  #size = 0;

  /** How many numbers there are. */
  get size(): number {
    return this.#size;
  }

  /** undefined if there is none. */
  get lowest(): number | undefined {
    return this.#ranges[0]?.[0];
  }

  get ranges(): readonly NumberRange[] {
    return this.#ranges;
  }

  add(from: number, to: number): void {
    if (from >= to) return;
    const before = this.#ranges.filter(([, end]) => end < from);
    const after = this.#ranges.filter(([start]) => start > to);
    const joined = this.#ranges.slice(before.length, this.#ranges.length - after.length);
    const first = Math.min(from, joined[0]?.[0] ?? from);
    const last = Math.max(to, joined.at(-1)?.[1] ?? to);
    this.#set([...before, [first, last], ...after]);
  }

  /** Removes what it has of a range, and returns it. */
  remove(from: number, to: number): NumberRange[] {
    const removed = this.#ranges.map(([a, b]): NumberRange => [Math.max(a, from), Math.min(b, to)]).filter(hasNumbers);
    if (removed.length === 0) return [];
    const kept = this.#ranges.flatMap(([a, b]): NumberRange[] => [
      [a, Math.min(b, from)],
      [Math.max(a, to), b],
    ]);
    this.#set(kept.filter(hasNumbers));
    return removed;
  }

  /** Removes and returns the lowest number; undefined if there is none. */
  shift(): number | undefined {
    const [first] = this.#ranges;
    if (first === undefined) return undefined;
    const [from, to] = first;
    if (from + 1 < to) this.#ranges[0] = [from + 1, to];
    else this.#ranges.shift();
    this.#size--;
    return from;
  }

  /** Removes and returns the lowest numbers, `count` at most. */
  take(count: number): NumberRange[] {
    const taken: NumberRange[] = [];
    for (let left = count; left > 0 && this.#ranges.length > 0; ) {
      const [from, to] = this.#ranges[0] as NumberRange;
      const end = Math.min(to, from + left);
      taken.push(...this.remove(from, end));
      left -= end - from;
    }
    return taken;
  }

  /** Removes and returns all. */
  clear(): NumberRange[] {
    const all = this.#ranges;
    this.#set([]);
    return all;
  }

  #set(ranges: NumberRange[]): void {
    this.#ranges = ranges;
    this.#size = countNumbers(ranges);
  }
}

/** How many numbers are in these ranges. */
export function countNumbers(ranges: readonly NumberRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0);
}

function hasNumbers([from, to]: NumberRange): boolean {
  return from < to;
}
