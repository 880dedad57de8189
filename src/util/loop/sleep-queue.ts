/** Sleeps that their owners can end: any number of them on one timer, since a timer of Node for each weighs more. */
import { BinaryHeap, type HeapItem } from '../binary-heap.js';
import { now, wakeAfter } from './clock.js';

/** A sleep of more than 0 ms that its owner can end; lighter than one with a signal. */
export class Sleep implements HeapItem {
  readonly due: number;
  place = -1;
  /** Resolves after the time; rejects when it is ended. */
  readonly over: Promise<void>;
  #resolve!: () => void;
  #reject!: (reason: unknown) => void;

  constructor(ms: number) {
    this.due = now() + ms;
    this.over = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    naps.add(this);
    if (this.place === 0) setTimer();
  }

  get isOver(): boolean {
    return this.place < 0;
  }

  /** Ends it before its time. */
  end(reason: unknown): void {
    naps.remove(this);
    this.#reject(reason);
    if (naps.first === undefined) setTimer();
  }

  /** Wakes some of those that are due, and sees to it that the others will be. */
  static ring(): void {
    const moment = now();
    for (let rest = atOnce; rest > 0; rest--) {
      const nap = naps.first;
      if (nap === undefined || nap.due > moment) break;
      naps.remove(nap);
      nap.#resolve();
    }
    setTimer();
  }
}

/**
 * Timers ring on whole milliseconds, for many at once, and each who wakes sends a request. An answer that comes
 * meanwhile would have to wait for all of them, and look slow: after these, the event loop takes in what has come.
 */
const atOnce = 8;

const naps = new BinaryHeap<Sleep>();
let cancelTimer = () => {};

/** For whoever is due first. It may ring in vain, as that one may be ended before. */
function setTimer(): void {
  cancelTimer();
  if (naps.first !== undefined) cancelTimer = wakeAfter(naps.first.due - now(), Sleep.ring);
}
