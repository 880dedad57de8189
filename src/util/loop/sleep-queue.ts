/** Any number of sleeps that can be cancelled, on one timer: a Node timer for each user would need more memory. */
import { BinaryHeap, type HeapItem } from './binary-heap.js';
import { callAfter, now } from './clock.js';

/**
 * Timers fire on whole milliseconds, for many sleeps at once, and each user that wakes sends a request. After this many
 * wakes, the event loop polls its sockets, so that responses that arrive in the meantime are not timestamped late.
 */
const maxWakesPerTick = 8;

/** One sleep of more than 0 ms; cheaper than a timer with an AbortSignal. */
export class Sleep implements HeapItem {
  readonly dueAt: number;
  heapIndex = -1;
  /** Resolves after the time; rejects with the reason when the sleep is cancelled. */
  readonly promise: Promise<void>;
  resolve!: () => void;
  reject!: (reason: unknown) => void;

  /** Created only by {@link SleepQueue.sleep}. */
  constructor(dueAt: number) {
    this.dueAt = dueAt;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  get isOver(): boolean {
    return this.heapIndex < 0;
  }
}

/** Resolves sleeps in the order of their times. {@link sleepQueue} is the instance of this process. */
export class SleepQueue {
  readonly #sleeps = new BinaryHeap<Sleep>();
  #cancelTimer = () => {};

  /** Begins a sleep of `ms`, which must be more than 0. */
  sleep(ms: number): Sleep {
    const sleep = new Sleep(now() + ms);
    this.#sleeps.add(sleep);
    if (sleep.heapIndex === 0) this.#setTimer();
    return sleep;
  }

  /** Ends a sleep of this queue early: its promise rejects with `reason`. */
  cancel(sleep: Sleep, reason: unknown): void {
    this.#sleeps.remove(sleep);
    sleep.reject(reason);
    if (this.#sleeps.size === 0) this.#setTimer();
  }

  readonly #wake = (): void => {
    const time = now();
    for (let wakesLeft = maxWakesPerTick; wakesLeft > 0; wakesLeft--) {
      const sleep = this.#sleeps.first;
      if (sleep === undefined || sleep.dueAt > time) break;
      this.#sleeps.remove(sleep);
      sleep.resolve();
    }
    this.#setTimer();
  };

  /** Sets the timer for the sleep that is due first. If that sleep is cancelled, the timer fires once while none is due. */
  #setTimer(): void {
    this.#cancelTimer();
    const { first } = this.#sleeps;
    if (first !== undefined) this.#cancelTimer = callAfter(first.dueAt - now(), this.#wake);
  }
}

/** The sleep queue of this process. */
export const sleepQueue = new SleepQueue();
