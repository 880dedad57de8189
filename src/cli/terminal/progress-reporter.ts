/** Shows the progress of a run: a status line on a terminal, a log line every ten seconds elsewhere. */
import type { Reporter } from '../../core/reporter.js';
import type { TargetResult } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { progressLine } from '../../report/progress.js';
import type { Logger } from '../../util/log.js';
import type { Terminal } from './terminal.js';

/** Seconds between two log lines where there is no terminal. */
const logIntervalSeconds = 10;

/** Updates once a second. */
export class ProgressReporter implements Reporter {
  readonly name = 'progress';
  readonly #terminal: Terminal;
  readonly #logger: Logger;
  readonly #runTime: number | null;
  readonly #targets: () => readonly TargetResult[];
  #startedAt = 0;
  #last: Snapshot | null = null;
  #ticks = 0;

  /** `runTime` in seconds; null for a run without a time limit. */
  constructor(
    terminal: Terminal,
    logger: Logger,
    runTime: number | null,
    targets: () => readonly TargetResult[] = () => [],
  ) {
    this.#targets = targets;
    this.#terminal = terminal;
    this.#logger = logger;
    this.#runTime = runTime;
  }

  start(snapshot: Snapshot): void {
    this.#startedAt = snapshot.at;
    this.#last = snapshot;
  }

  tick(snapshot: Snapshot): void {
    this.#ticks++;
    const line = progressLine(snapshot, {
      elapsedSeconds: Math.round(snapshot.at - this.#startedAt),
      runTime: this.#runTime,
      requestsPerSecond: this.#rateSince(snapshot),
      targets: this.#targets(),
    });
    if (this.#terminal.isTerminal) this.#terminal.status(line);
    else if (this.#ticks === 1 || this.#ticks % logIntervalSeconds === 0) this.#logger.info(line);
  }

  end(): void {
    this.#terminal.endStatus();
  }

  /** The rate since the last tick: Locust's current rate is an average of ten seconds. */
  #rateSince(snapshot: Snapshot): number {
    const last = this.#last ?? snapshot;
    this.#last = snapshot;
    const requests = snapshot.stats.total.numRequests - last.stats.total.numRequests;
    return snapshot.at > last.at ? Math.max(0, requests) / (snapshot.at - last.at) : 0;
  }
}
