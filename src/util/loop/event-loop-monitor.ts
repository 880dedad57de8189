/** How well this process keeps up: a busy event loop makes every measured time too long, and must be said. */
import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { now } from './clock.js';

/** What one look covers: the time since the look before it. */
export interface EventLoopUsage {
  /** Seconds since the look before. */
  seconds: number;
  /** Share of time that the event loop was busy, 0..1. */
  loopUtilization: number;
  /** 99th percentile of how late the event loop was, ms. */
  loopDelay: number;
}

/** Watches the event loop from construction until {@link EventLoopMonitor.stop}. */
export class EventLoopMonitor {
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });
  #lookedAt = now();
  #last: EventLoopUtilization = performance.eventLoopUtilization();

  constructor() {
    this.#delay.enable();
  }

  /** The vitals since the last look. */
  read(): EventLoopUsage {
    const at = now();
    const seconds = (at - this.#lookedAt) / 1000;
    this.#lookedAt = at;
    const current = performance.eventLoopUtilization();
    const loopUtilization = performance.eventLoopUtilization(current, this.#last).utilization;
    this.#last = current;
    // The histogram holds the whole gap between beats; a punctual beat is 20 ms apart.
    const loopDelay = Math.max(0, this.#delay.percentile(99) / 1e6 - 20);
    this.#delay.reset();
    return { seconds, loopUtilization, loopDelay };
  }

  stop(): void {
    this.#delay.disable();
  }
}
