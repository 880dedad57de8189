/** What a worker says of itself: heartbeats, each second and when its users change. */
import type { Environment } from '../core/environment.js';
import { steadyEpochSeconds } from '../util/loop/clock.js';
import { ChangeNotice } from './change-notice.js';
import { toHeartbeatData, type WorkerProgress } from './heartbeat.js';
import type { WorkerOrders } from './worker-orders.js';
import type { WorkerReports } from './worker-reports.js';
import type { WorkerRunner } from './worker-runner.js';

/** What a pulse reads, and how it is sent. */
export interface PulseParts {
  readonly runner: WorkerRunner;
  readonly orders: WorkerOrders;
  readonly reports: WorkerReports;
  readonly send: (type: string, data: unknown) => void;
}

/** One for each worker. */
export class WorkerPulse {
  /** True for a master that is tsloc: it hears of the progress, too, and of changes at once. */
  isExact = false;
  readonly #parts: PulseParts;
  readonly #environment: Environment;
  readonly #notice = new ChangeNotice(() => this.beat());
  /** As of the last `usageMonitor`, every ten seconds; zeros before. */
  #usage = { cpuUsage: 0, memoryUsage: 0 };
  #beats = 0;

  constructor(parts: PulseParts) {
    this.#parts = parts;
    this.#environment = parts.runner.environment;
    this.#environment.events.usageMonitor.addListener(({ cpuUsage, memoryUsage }) => {
      this.#usage = { cpuUsage, memoryUsage };
    });
    parts.runner.fleet.onCountsChanged = () => {
      if (this.isExact) this.#notice.note();
    };
  }

  /** `isStuck`: a task does not react to the stop. */
  beat(isStuck = false): void {
    const { runner, orders, send } = this.#parts;
    const progress = this.isExact ? this.#progress(isStuck) : null;
    send('heartbeat', toHeartbeatData({ state: orders.state, ...this.#usage, progress }));
    this.#environment.events.heartbeatSent.fire({ clientId: runner.clientId, timestamp: steadyEpochSeconds() });
  }

  /** Tells of no more changes. */
  stop(): void {
    this.#notice.stop();
  }

  #progress(isStuck: boolean): WorkerProgress {
    const { runner, orders, reports } = this.#parts;
    return {
      number: ++this.#beats,
      epochSeconds: steadyEpochSeconds(),
      ...orders.progress,
      userCounts: runner.fleet.counts(),
      activeCount: runner.fleet.activeCount,
      isFinished: runner.fleet.isFinished,
      isStuck,
      lastReport: reports.lastNumber,
      requestsInFlight: this.#environment.requestsInFlight.count,
      resentRequests: this.#environment.resentRequests,
    };
  }
}
