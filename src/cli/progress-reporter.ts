/** Shows how far a run is: a line that stays on a terminal, now and then a log line elsewhere. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { progressLine } from '../report/progress.js';
import type { Logger } from '../util/log.js';
import type { Terminal } from './terminal.js';

/** Ticks (seconds) between two log lines where there is no terminal. */
const logEvery = 10;

/** Draws each second. */
export class ProgressReporter implements Reporter {
  readonly name = 'progress';
  readonly #terminal: Terminal;
  readonly #logger: Logger;
  readonly #runTime: number | null;
  #startedAt = 0;
  #ticks = 0;

  /** `runTime` in seconds; null for a run without an end. */
  constructor(terminal: Terminal, logger: Logger, runTime: number | null) {
    this.#terminal = terminal;
    this.#logger = logger;
    this.#runTime = runTime;
  }

  start({ at }: Snapshot): void {
    this.#startedAt = at;
  }

  tick(snapshot: Snapshot): void {
    this.#ticks++;
    const line = progressLine(snapshot, Math.round(snapshot.at - this.#startedAt), this.#runTime);
    if (this.#terminal.isTerminal) this.#terminal.status(line);
    else if (this.#ticks === 1 || this.#ticks % logEvery === 0) this.#logger.info(line);
  }

  end(): void {
    this.#terminal.endStatus();
  }
}
