/** Sends the heartbeats of a worker: each second, and to a tsloc master also when its users change. */
import type { Environment } from '../../core/environment.js';
import type { GeneratorUsage } from '../../core/generator-usage.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import { toHeartbeatData, type WorkerProgress } from '../messages/heartbeat.js';
import { ChangeNotifier } from './change-notifier.js';
import type { WorkerCommands } from './worker-commands.js';
import type { WorkerReports } from './worker-reports.js';
import type { WorkerRunner } from './worker-runner.js';

/** The parts of a worker that heartbeats are made of, and how they are sent. */
export interface HeartbeatParts {
  readonly runner: WorkerRunner;
  readonly commands: WorkerCommands;
  readonly reports: WorkerReports;
  readonly send: (type: string, data: unknown) => void;
  /** Of this tsloc: the master compares it with its own. */
  readonly version: string;
}

/** One for each worker. */
export class HeartbeatSender {
  /** Whether the master is tsloc: heartbeats then also contain the progress, and are sent at once when users change. */
  isMasterTsloc = false;
  /** Whether the worker stops its users in order to leave. */
  isLeaving = false;
  readonly #parts: HeartbeatParts;
  readonly #environment: Environment;
  readonly #changes = new ChangeNotifier(() => this.send());
  /** The latest `usageMonitor` event, fired every ten seconds; zeros before. */
  #usage = { cpuUsage: 0, memoryUsage: 0 };
  /** Usage in the second before the last {@link beat}. */
  #secondUsage: GeneratorUsage | null = null;
  #heartbeatCount = 0;
  /** Errors that happened under an earlier master. */
  #earlierErrors = 0;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
    this.#environment = parts.runner.environment;
    this.#environment.events.usageMonitor.addListener(({ cpuUsage, memoryUsage }) => {
      this.#usage = { cpuUsage, memoryUsage };
    });
    parts.runner.fleet.onCountsChanged = () => {
      if (this.isMasterTsloc) this.#changes.notifyLater();
    };
  }

  /** The heartbeat of each second: it measures how busy the process was since the one before. */
  beat(): void {
    this.#secondUsage = this.#environment.readGeneratorUsage?.() ?? null;
    this.send();
  }

  /** `isStuck`: a task does not react to the stop. */
  send(isStuck = false): void {
    const { commands, send } = this.#parts;
    const progress = this.isMasterTsloc ? this.#progress(isStuck) : null;
    send('heartbeat', toHeartbeatData({ state: commands.state, ...this.#usage, progress }));
  }

  /** What has failed until now does not concern the next master. */
  forgetErrors(): void {
    this.#earlierErrors = this.#environment.unhandledErrors;
  }

  /** No longer sends heartbeats when users change. */
  stop(): void {
    this.#changes.stop();
  }

  #progress(isStuck: boolean): WorkerProgress {
    const { runner, commands, reports, version } = this.#parts;
    return {
      number: ++this.#heartbeatCount,
      epochSeconds: steadyEpochSeconds(),
      ...commands.progress,
      userCounts: runner.fleet.counts(),
      activeCount: runner.fleet.activeCount,
      isExhausted: runner.fleet.isExhausted,
      isLeaving: this.isLeaving,
      isStuck,
      hasFailed: this.#environment.unhandledErrors > this.#earlierErrors,
      lastReport: reports.lastNumber,
      requestsInFlight: this.#environment.requestsInFlight.count,
      resentRequests: this.#environment.resentRequests,
      iterations: this.#environment.iterations.started,
      version,
      usage: this.#secondUsage,
    };
  }
}
