/** Timeouts without a timer a request: one look at all connections every so often. */
import { latestNow, now, repeat } from '../../util/loop/clock.js';

/** What is looked at. */
export interface TickListener {
  /** Told at each tick which one it is. */
  onTick(tick: number): void;
}

/** Ticks while there is anything to watch. */
export class TimeoutTicker {
  /** Ticks so far. */
  tick = 0;
  readonly #periodMs: number;
  /** When a next tick is late. */
  #lateAt = 0;
  readonly #watched = new Set<TickListener>();
  #stop: (() => void) | null = null;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** True if a tick is overdue: something holds up the loop, or a debugger does, and what has come was not seen. */
  get isOverdue(): boolean {
    return latestNow() > this.#lateAt;
  }

  add(watched: TickListener): void {
    this.#watched.add(watched);
    if (this.#stop === null) this.#start();
  }

  delete(watched: TickListener): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #start(): void {
    this.#lateAt = now() + this.#periodMs + graceMs;
    this.#stop = repeat(this.#periodMs, () => this.#look());
  }

  #look(): void {
    this.tick++;
    this.#lateAt = now() + this.#periodMs + graceMs;
    for (const one of this.#watched) one.onTick(this.tick);
  }
}

/** How late ticks of a busy loop may be. */
const graceMs = 100;
