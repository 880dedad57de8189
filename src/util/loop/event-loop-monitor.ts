/** Measures utilization and delay of the event loop: a delayed event loop makes every measured time too long. */
import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { now } from './clock.js';

const samplingIntervalMs = 20;

/** Usage of the event loop in an interval. */
export interface EventLoopUsage {
  /** Length of the interval. */
  seconds: number;
  /** Share of the interval in which the event loop was busy, 0..1. */
  loopUtilization: number;
  /** 99th percentile of the event-loop delay, ms. */
  loopDelay: number;
}

/** Measures from construction until {@link EventLoopMonitor.stop}. */
export class EventLoopMonitor {
  readonly #delay = monitorEventLoopDelay({ resolution: samplingIntervalMs });
  #readAt = now();
  #utilization: EventLoopUtilization = performance.eventLoopUtilization();

  constructor() {
    this.#delay.enable();
  }

  /** The usage since the last read. */
  read(): EventLoopUsage {
    const time = now();
    const seconds = (time - this.#readAt) / 1000;
    this.#readAt = time;
    const current = performance.eventLoopUtilization();
    const loopUtilization = performance.eventLoopUtilization(current, this.#utilization).utilization;
    this.#utilization = current;
    // The histogram holds the time from one sample to the next, so the sampling interval is subtracted.
    const loopDelay = Math.max(0, this.#delay.percentile(99) / 1e6 - samplingIntervalMs);
    this.#delay.reset();
    return { seconds, loopUtilization, loopDelay };
  }

  stop(): void {
    this.#delay.disable();
  }
}
