/**
 * When news came. The event loop learns of the news of many sockets at once, and hands it out one socket after the other:
 * an answer is not to look slow for what others do with theirs before it is handed out.
 */
import { afterPoll, now } from './clock.js';

/**
 * The loop learns of 1,024 sockets at most, and then looks again without saying so. Where that happens, no more than this
 * many reads are given the time of the look before: too early, by as long as these reads take.
 */
const mostReads = 64;

let look = 0;
let lookedAt = 0;
let readsLeft = 0;
let isRead = false;
let endIsAwaited = false;

/** The number of the last look for news. What is sent now can only be answered in a later one. */
export function currentPoll(): number {
  return look;
}

/**
 * What the system has for one socket is read now: until {@link endRead}, {@link pollTimestamp} tells when the loop has learned
 * of it. To be called only from where the loop tells of it: what was kept meanwhile came before.
 * @param latest the look in which something was last sent by that socket, or so much read that more may have come since
 * @returns the look in which it is read now
 */
export function beginRead(latest: number): number {
  if (readsLeft === 0 || latest === look) lookNow();
  readsLeft--;
  isRead = true;
  return look;
}

/** The end of what {@link beginRead} has begun. */
export function endRead(): void {
  isRead = false;
}

/** Milliseconds as {@link now} has them, at which that came which is being read; else {@link now}. */
export function pollTimestamp(): number {
  return isRead ? lookedAt : now();
}

function lookNow(): void {
  look++;
  lookedAt = now();
  readsLeft = mostReads;
  if (endIsAwaited) return;
  endIsAwaited = true;
  afterPoll(endLook);
}

function endLook(): void {
  endIsAwaited = false;
  readsLeft = 0;
}
