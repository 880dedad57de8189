/** The tables of a run as it goes, and the final ones. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { errorTable, nameWidth, percentileTable, statsTable } from './table.js';

/** Where and how much to print. */
export interface ConsoleOptions {
  /** Takes one line, no newline at its end. */
  readonly write: (line: string) => void;
  /** Columns of the terminal now; null where the output is none. */
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
    this.#print(snapshot);
  }

  tick(snapshot: Snapshot): void {
    if (++this.#ticks % 2 === 0) this.#print(snapshot);
  }

  /** Statistics of the whole run, percentiles, and the error report if there were failures. */
  printFinal({ stats }: Snapshot): void {
    const names = nameWidth(this.#options.columns());
    const errors = errorTable(stats, names);
    const tables = [
      statsTable(stats, names, false),
      percentileTable(stats, names),
      ...(errors.length > 0 ? [errors] : []),
    ];
    for (const line of tables.flatMap((table) => [...table, ''])) this.#options.write(line);
  }

  #print({ stats }: Snapshot): void {
    if (!this.#options.periodic) return;
    const table = statsTable(stats, nameWidth(this.#options.columns()), true);
    for (const line of [...table, '']) this.#options.write(line);
  }
}
