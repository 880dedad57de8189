/**
 * Whoever may go on, a few in each turn of the event loop: between them it takes in what has come meanwhile. An answer
 * that had to wait until everybody before it has sent a next request would look slow; and one kind of work for many is
 * quicker than each kind in its turn.
 */
import { afterNews } from './clock.js';

/** Fewer would look for news more often than it pays; more would let answers wait. */
const atOnce = 32;
/** Those that have gone on are forgotten when they are so many. */
const many = 4_096;

/** Actions and their arguments, one after the other; those before {@link done} have been called. */
let queue: unknown[] = [];
let done = 0;

/** Calls `action(argument)` soon, in the order in which this was asked for. It must not throw. */
export function inTurn<T>(action: (argument: T) => void, argument: T): void {
  if (queue.length === 0) afterNews(callSome);
  queue.push(action, argument);
}

function callSome(): void {
  for (let rest = atOnce; rest > 0 && done < queue.length; rest--) {
    const action = queue[done++] as (argument: unknown) => void;
    action(queue[done++]);
  }
  if (done < queue.length) afterNews(callSome);
  if (done === queue.length) queue = [];
  else if (done >= many) queue = queue.slice(done);
  else return;
  done = 0;
}
