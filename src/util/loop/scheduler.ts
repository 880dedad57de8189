/**
 * Whoever may go on, a few in each turn of the event loop: between them it takes in what has come meanwhile. An answer
 * that had to wait until everybody before it has sent a next request would look slow; and one kind of work for many is
 * quicker than each kind in its turn. Where many wait, each goes on some times before it lets all others go first, as
 * with the time slices of a scheduler: what belongs to it is still in the caches of the processor then.
 */
import { afterPoll, beginTurn, now } from './clock.js';

/** In one turn. Fewer would look for news more often than it pays; more would let answers wait. */
const atOnce = 32;
/** How often somebody goes on at most before those who have waited longer. */
const longestSlice = 16;
/** Milliseconds: slices are so short that nobody waits for longer than this, if that can be. */
const longestRound = 500;
/** Milliseconds from one look at how long slices can be to the next. */
const lookEvery = 50;
/** After so many who went on before those who have waited longer, one of these does; after one, once they are late. */
const mostAhead = 64;
/** Milliseconds: whoever has waited for so long is late, and goes on once only. Most wait for a round, and are not. */
const late = 2 * longestRound;
/** Those that have gone on are cut off when they are so many. */
const many = 4_096;

/** How long somebody may still go on before others; each user has one. */
export class TimeSlice {
  /** How often. */
  left = 0;
  /** How many actions of its owner wait behind: what is asked for later does not overtake them. */
  behind = 0;
  /** Since when the first of them does. */
  behindSince = 0;
  /** When it has last gone on: whoever then did not ask again while all others could have gone on has a new one. */
  wentOnAt = Number.NEGATIVE_INFINITY;
}

/** Actions, their arguments and slices, first in, first out. */
class Line {
  #items: unknown[] = [];
  #done = 0;

  get isEmpty(): boolean {
    return this.#done === this.#items.length;
  }

  get length(): number {
    return (this.#items.length - this.#done) / 3;
  }

  add(action: unknown, argument: unknown, own: TimeSlice): void {
    this.#items.push(action, argument, own);
  }

  /** Whose the first one is. */
  get first(): TimeSlice {
    return this.#items[this.#done + 2] as TimeSlice;
  }

  callFirst(): void {
    const place = this.#done;
    const action = this.#items[place] as (argument: unknown) => void;
    const argument = this.#items[place + 1];
    this.first.wentOnAt = moment;
    // An answer that is kept, by itself or by what it resolves, would be copied by each garbage collection.
    this.#items[place] = this.#items[place + 1] = undefined;
    this.#done = place + 3;
    action(argument);
  }

  /** Cuts off those that have been called. */
  tidy(): void {
    if (this.isEmpty) this.#items = [];
    else if (this.#done >= many) this.#items = this.#items.slice(this.#done);
    else return;
    this.#done = 0;
  }
}

const ahead = new Line();
const behind = new Line();
let aheadSinceBehind = 0;
let isAwaited = false;
let moment = 0;
/** What slices are now. */
let slice = longestSlice;
/** Milliseconds in which all who wait could go on once. */
let shortestRound = 0;
let lookedAt = 0;
let calls = 0;

/**
 * Calls `action(argument)` soon: first for those whose slices have something left, in the order in which this was asked
 * for, then for the others, in theirs. It should not throw: nobody would catch it.
 */
export function inTurn<T>(action: (argument: T) => void, argument: T, own: TimeSlice): void {
  if (!isAwaited) {
    isAwaited = true;
    moment = now();
    countAnew();
    afterPoll(callSome);
  }
  if (moment - own.wentOnAt > shortestRound) own.left = slice;
  if (own.left > 0 && own.behind === 0) {
    own.left--;
    ahead.add(action, argument, own);
  } else {
    if (own.behind++ === 0) own.behindSince = moment;
    behind.add(action, argument, own);
  }
}

function callSome(): void {
  beginTurn();
  moment = now();
  if (calls > 0 && moment - lookedAt >= lookEvery) setSlice();
  try {
    for (let rest = atOnce; rest > 0; rest--) {
      const line = nextLine();
      if (line.isEmpty) break;
      calls++;
      if (line === behind) beginSlice(line.first);
      line.callFirst();
    }
  } finally {
    ahead.tidy();
    behind.tidy();
    isAwaited = !(ahead.isEmpty && behind.isEmpty);
    if (isAwaited) afterPoll(callSome);
  }
}

/** Where the next one is, if there is any. */
function nextLine(): Line {
  if (behind.isEmpty) return ahead;
  if (!ahead.isEmpty && aheadSinceBehind++ < (isLate(behind.first) ? 1 : mostAhead)) return ahead;
  aheadSinceBehind = 0;
  return behind;
}

/** Of somebody who has waited behind, and goes on now. */
function beginSlice(own: TimeSlice): void {
  own.left = isLate(own) ? 0 : slice - 1;
  own.behind--;
}

function isLate(own: TimeSlice): boolean {
  return moment - own.behindSince > late;
}

/** By how many go on in a second, and how many wait. */
function setSlice(): void {
  shortestRound = ((ahead.length + behind.length) * (moment - lookedAt)) / calls;
  slice = Math.max(1, Math.min(longestSlice, Math.trunc(longestRound / shortestRound)));
  countAnew();
}

function countAnew(): void {
  lookedAt = moment;
  calls = 0;
}
