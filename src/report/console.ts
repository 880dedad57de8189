/** Prints the statistics during a run, and the final tables. */
import type { Reporter } from '../core/reporter.js';
import type { Judgement } from '../core/results/target-result.js';
import type { Snapshot } from '../core/snapshot.js';
import { errorTable, exceptionTable } from './tables/error-table.js';
import { metricsTable } from './tables/metrics-table.js';
import { percentileTable, statsTable } from './tables/table.js';
import { targetValidation, testSummary } from './test-summary.js';

/** Where and how much to print. */
export interface ConsoleOptions {
  /** Receives one line, without a line ending. */
  readonly write: (line: string) => void;
  /** Current number of columns of the terminal; null where the output is not a terminal. */
  readonly columns: () => number | null;
  /** Print the table at the start and every two seconds. */
  readonly periodic: boolean;
}

/** Prints in Locust's layout. */
export class ConsoleReporter implements Reporter {
  readonly name = 'console';
  readonly #options: ConsoleOptions;
  #ticks = 0;

  constructor(options: ConsoleOptions) {
    this.#options = options;
  }

  start(snapshot: Snapshot): void {
    this.#printStats(snapshot);
  }

  tick(snapshot: Snapshot): void {
    if (++this.#ticks % 2 === 0) this.#printStats(snapshot);
  }

  /**
   * Statistics of the whole run, percentiles, and any custom metrics, failed requests and exceptions of tasks; of a run
   * with targets, a summary and their results.
   */
  printFinal(snapshot: Snapshot, judgement?: Judgement): void {
    const { stats } = snapshot;
    const columns = this.#options.columns();
    const tables = [
      statsTable(stats, columns, false),
      percentileTable(stats, columns),
      metricsTable(stats, columns),
      errorTable(stats, columns),
      exceptionTable(stats, columns),
      ...(judgement === undefined || judgement.results.length === 0
        ? []
        : [testSummary(snapshot), targetValidation(judgement)]),
    ];
    for (const table of tables) this.#print(table);
  }

  #printStats({ stats }: Snapshot): void {
    if (this.#options.periodic) this.#print(statsTable(stats, this.#options.columns(), true));
  }

  /** A blank line follows each table. */
  #print(table: readonly string[]): void {
    if (table.length === 0) return;
    for (const line of [...table, '']) this.#options.write(line);
  }
}
