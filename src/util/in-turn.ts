/**
 * Whoever may go on, a few in each turn of the event loop: between them it takes in what has come meanwhile. An answer
 * that had to wait until everybody before it has sent a next request would look slow; and one kind of work for many is
 * quicker than each kind in its turn.
 */
import { afterNews } from './clock.js';

/** Fewer would look for news more often than it pays; more would let answers wait. */
const atOnce = 32;
/** With more, what has been read of the first is no longer in the processor's cache when they go on. */
const atMost = 64;

/** Actions and their arguments, one after the other. */
const queue: unknown[] = [];
let isAwaited = false;

/**
 * Calls `action(argument)` soon, in the order in which this was asked for; at once, if many wait. It must not throw, and
 * do no more than to wake somebody who goes on later.
 */
export function inTurn<T>(action: (argument: T) => void, argument: T): void {
  queue.push(action, argument);
  if (queue.length >= 2 * atMost) call(queue.splice(0));
  else if (!isAwaited) awaitTurn();
}

function awaitTurn(): void {
  isAwaited = true;
  afterNews(callSome);
}

function callSome(): void {
  isAwaited = false;
  const some = queue.splice(0, 2 * atOnce);
  if (queue.length > 0) awaitTurn();
  call(some);
}

function call(some: readonly unknown[]): void {
  for (let i = 0; i < some.length; i += 2) (some[i] as (argument: unknown) => void)(some[i + 1]);
}
