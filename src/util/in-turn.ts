/**
 * Whoever may go on, a few in each turn of the event loop: between them it takes in what has come meanwhile. An answer
 * that had to wait until everybody before it has sent a next request would look slow; and one kind of work for many is
 * quicker than each kind in its turn. Where many wait, each goes on some times in a row before it lets all others go
 * first, as with the time slices of a scheduler: what belongs to it stays in the caches of the processor meanwhile.
 */
import { afterNews } from './clock.js';

/** In one turn. Fewer would look for news more often than it pays; more would let answers wait. */
const atOnce = 32;
/** How often somebody goes on before those who have waited longer. */
const inARow = 16;
/** After so many who went on before those who have waited longer, one of these does. */
const mostBefore = 128;
/** Those that have gone on are forgotten when they are so many. */
const many = 4_096;

/** What somebody has left of going on before others; each user has one. */
export class Slice {
  left = 0;
}

/** Actions and their arguments, first in, first out. */
class Line {
  #items: unknown[] = [];
  #done = 0;

  get isEmpty(): boolean {
    return this.#done === this.#items.length;
  }

  add(action: unknown, argument: unknown): void {
    this.#items.push(action, argument);
  }

  callFirst(): void {
    const action = this.#items[this.#done++] as (argument: unknown) => void;
    action(this.#items[this.#done++]);
  }

  /** Forgets those that have been called. */
  tidy(): void {
    if (this.isEmpty) this.#items = [];
    else if (this.#done >= many) this.#items = this.#items.slice(this.#done);
    else return;
    this.#done = 0;
  }
}

const ahead = new Line();
const behind = new Line();
let before = 0;
let isAwaited = false;

/**
 * Calls `action(argument)` soon, in the order in which this was asked for among those whose slices have something left,
 * and among the others. It must not throw.
 */
export function inTurn<T>(action: (argument: T) => void, argument: T, slice: Slice): void {
  if (slice.left > 0) {
    slice.left--;
    ahead.add(action, argument);
  } else {
    slice.left = inARow - 1;
    behind.add(action, argument);
  }
  if (isAwaited) return;
  isAwaited = true;
  afterNews(callSome);
}

function callSome(): void {
  for (let rest = atOnce; rest > 0 && !(ahead.isEmpty && behind.isEmpty); rest--) {
    if (ahead.isEmpty || (before >= mostBefore && !behind.isEmpty)) {
      before = 0;
      behind.callFirst();
    } else {
      before++;
      ahead.callFirst();
    }
  }
  ahead.tidy();
  behind.tidy();
  isAwaited = !(ahead.isEmpty && behind.isEmpty);
  if (isAwaited) afterNews(callSome);
}
