/** Timeouts without a timer a request: one look at all connections every so often. */
import { repeat } from '../../util/clock.js';

/** What is looked at. */
export interface Watched {
  /** Told at each tick which one it is. */
  onTick(tick: number): void;
}

/** Ticks while there is anything to watch. */
export class SocketWatch {
  /** Ticks so far. */
  tick = 0;
  readonly #periodMs: number;
  readonly #watched = new Set<Watched>();
  #stop: (() => void) | null = null;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#stop ??= repeat(this.#periodMs, () => this.#look());
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #look(): void {
    this.tick++;
    for (const one of this.#watched) one.onTick(this.tick);
  }
}
