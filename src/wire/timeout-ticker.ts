/** Timeouts without a timer per request: one coarse timer that ticks for all connections. */
import { cachedNow, now, repeat } from '../util/loop/clock.js';

/** A connection that checks its timeouts. */
export interface TickListener {
  /** Called at each tick. @param tick its number */
  onTick(tick: number): void;
}

/** Ticks while it has listeners. */
export class TimeoutTicker {
  /** Ticks so far. */
  tick = 0;
  readonly #periodMs: number;
  /** The time, as {@link now}, after which the next tick is overdue. */
  #overdueAt = 0;
  readonly #listeners = new Set<TickListener>();
  #stop: (() => void) | null = null;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** True if a tick is overdue: the event loop is blocked, or a debugger pauses it, and data has not been read. */
  get isOverdue(): boolean {
    return cachedNow() > this.#overdueAt;
  }

  add(listener: TickListener): void {
    this.#listeners.add(listener);
    if (this.#stop === null) this.#start();
  }

  delete(listener: TickListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #start(): void {
    this.#overdueAt = now() + this.#periodMs + graceMs;
    this.#stop = repeat(this.#periodMs, () => this.#onTimer());
  }

  #onTimer(): void {
    this.tick++;
    this.#overdueAt = now() + this.#periodMs + graceMs;
    for (const listener of this.#listeners) listener.onTick(this.tick);
  }
}

/** The delay of a tick that is normal while the event loop is busy. */
const graceMs = 100;
