/** A first-in, first-out queue of actions, their arguments and the time slices that they count against. */
import type { TimeSlice } from './time-slice.js';

/** Items whose action was called are removed from the front of the array once they take up this many fields. */
const compactAfterFields = 4_096;

/** Stores each item as three fields of one flat array, so that no object is allocated per item. */
export class ActionQueue {
  #fields: unknown[] = [];
  #head = 0;

  get isEmpty(): boolean {
    return this.#head === this.#fields.length;
  }

  get length(): number {
    return (this.#fields.length - this.#head) / 3;
  }

  /** The slice of the first item, which must exist. */
  get firstSlice(): TimeSlice {
    return this.#fields[this.#head + 2] as TimeSlice;
  }

  add(action: unknown, argument: unknown, slice: TimeSlice): void {
    this.#fields.push(action, argument, slice);
  }

  /** Removes the first item, which must exist, and calls it. */
  callFirst(): void {
    const head = this.#head;
    const action = this.#fields[head] as (argument: unknown) => void;
    const argument = this.#fields[head + 1];
    // A response that is still referenced here would survive, and be copied by, each garbage collection.
    this.#fields[head] = this.#fields[head + 1] = undefined;
    this.#head = head + 3;
    action(argument);
  }

  /** Frees the space of called items, if there are enough of them to be worth the copy. */
  compact(): void {
    if (this.isEmpty) this.#fields = [];
    else if (this.#head >= compactAfterFields) this.#fields = this.#fields.slice(this.#head);
    else return;
    this.#head = 0;
  }
}
