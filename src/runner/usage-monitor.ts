/** Fires `usageMonitor` and `cpuWarning`: how busy this process is, every ten seconds, as Locust does. */
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Environment } from '../core/environment.js';
import { repeat } from '../util/loop/clock.js';

const intervalMs = 10_000;
const cpuWarningPercent = 90;

/** Idle until it is started. */
export class UsageMonitor {
  readonly #environment: Environment;
  readonly #readMemoryUsage: () => number;
  readonly #readLoopUtilization: () => number;
  #stopTimer: (() => void) | null = null;

  /**
   * `readMemoryUsage` returns bytes, `readLoopUtilization` the share of time, 0..1, in which the event loop was busy since
   * the call before.
   */
  constructor(
    environment: Environment,
    readMemoryUsage = () => getHeapStatistics().total_physical_size,
    readLoopUtilization = createLoopUtilizationReader(),
  ) {
    this.#environment = environment;
    this.#readMemoryUsage = readMemoryUsage;
    this.#readLoopUtilization = readLoopUtilization;
  }

  /** The first event comes after ten seconds. */
  start(): void {
    this.#readLoopUtilization();
    this.#stopTimer = repeat(intervalMs, () => this.#fire());
  }

  stop(): void {
    this.#stopTimer?.();
  }

  #fire(): void {
    const environment = this.#environment;
    const cpuUsage = this.#readLoopUtilization() * 100;
    if (cpuUsage > cpuWarningPercent) environment.events.cpuWarning.fire({ environment, cpuUsage });
    environment.events.usageMonitor.fire({ environment, cpuUsage, memoryUsage: this.#readMemoryUsage() });
  }
}

function createLoopUtilizationReader(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const current = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(current, last);
    last = current;
    return utilization;
  };
}
