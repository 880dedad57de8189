/** Keeps Locust's four CSV files up to date during a run, and complete at its end. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { CsvFile } from './csv-file.js';
import { csvHeaders, exceptionsCsv, failuresCsv, historyCsv, statsCsv } from './csv-rows.js';

/** Writes once a second. */
export class CsvReporter implements Reporter {
  readonly name = 'CSV';
  readonly #full: boolean;
  readonly #stats: CsvFile;
  readonly #history: CsvFile;
  readonly #failures: CsvFile;
  readonly #exceptions: CsvFile;
  #second = Number.NaN;

  /**
   * Makes `<prefix>_stats.csv`, `<prefix>_stats_history.csv`, `<prefix>_failures.csv`, `<prefix>_exceptions.csv`.
   * @throws {TslocError} `CSV_NOT_WRITABLE`
   */
  constructor(prefix: string, fullHistory: boolean) {
    const headers = csvHeaders();
    this.#full = fullHistory;
    this.#stats = new CsvFile(`${prefix}_stats.csv`, headers.stats);
    this.#history = new CsvFile(`${prefix}_stats_history.csv`, headers.history);
    this.#failures = new CsvFile(`${prefix}_failures.csv`, headers.failures);
    this.#exceptions = new CsvFile(`${prefix}_exceptions.csv`, headers.exceptions);
  }

  /** The paths of the four files. */
  get paths(): string[] {
    return [this.#stats, this.#history, this.#failures, this.#exceptions].map((file) => file.path);
  }

  start(snapshot: Snapshot): void {
    this.tick(snapshot);
  }

  tick(snapshot: Snapshot): void {
    const { stats } = snapshot;
    const writes = [
      () => this.#stats.rewrite(statsCsv(stats)),
      () => this.#addHistory(snapshot),
      () => this.#failures.rewrite(failuresCsv(stats)),
      () => this.#exceptions.rewrite(exceptionsCsv(stats)),
    ];
    const errors = writes.flatMap((write) => errorOf(write));
    if (errors.length > 0) throw errors[0];
  }

  /** One second has one set of rows: the last word takes the place of what was said in the same second. */
  #addHistory(snapshot: Snapshot): void {
    const second = Math.trunc(snapshot.at);
    const rows = historyCsv(snapshot, this.#full);
    if (second === this.#second) this.#history.replaceLast(rows);
    else this.#history.append(rows);
    this.#second = second;
  }

  end(snapshot: Snapshot): void {
    try {
      this.tick(snapshot);
    } finally {
      for (const file of [this.#stats, this.#history, this.#failures, this.#exceptions]) file.close();
    }
  }
}

/** One file that cannot be written must not keep the others from being written. */
function errorOf(write: () => void): unknown[] {
  try {
    write();
    return [];
  } catch (error) {
    return [error];
  }
}
