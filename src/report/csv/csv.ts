/** Keeps Locust's four CSV files up to date during a run, and complete at its end. */
import type { Reporter } from '../../core/reporter.js';
import type { Snapshot } from '../../core/snapshot.js';
import { messageOf, TslocError } from '../../util/error.js';
import { finishSteps, SlicedWork } from '../../util/loop/sliced-work.js';
import { AppendedFile } from './appended-file.js';
import {
  type CsvFormat,
  csvHeaders,
  exceptionsCsv,
  failuresCsv,
  historyCsvSteps,
  locustFormat,
  statsCsvSteps,
} from './csv-rows.js';
import { HistoryMoments } from './history-moments.js';
import { ReplacedFile } from './replaced-file.js';

/** What to write, and where. */
export interface CsvOptions {
  /** The files are `<prefix>_stats.csv` and three more. */
  readonly prefix: string;
  /** Rows of every entry in the history, not of the total alone. */
  readonly fullHistory: boolean;
  readonly format?: CsvFormat;
}

/** The most rows of `_stats.csv` that are written every second; more take another second for each thousand, up to ten. */
const rowsPerSecond = 1_000;
const maxStatsSeconds = 10;

/** More rows than these are made in slices. */
const maxRowsAtOnce = 2_000;

/** Writes once a second; a large `_stats.csv` less often, since all of it is written anew. */
export class CsvReporter implements Reporter {
  readonly name = 'CSV';
  readonly #fullHistory: boolean;
  readonly #format: CsvFormat;
  readonly #stats: ReplacedFile;
  readonly #history: AppendedFile;
  readonly #failures: ReplacedFile;
  readonly #exceptions: ReplacedFile;
  readonly #moments = new HistoryMoments();
  /** The epoch second from which on `_stats.csv` is written again. */
  #statsDueAt = Number.NEGATIVE_INFINITY;
  /** A write that is under way. */
  #work: SlicedWork<unknown[]> | null = null;
  /** Of the last write, until they are thrown. */
  #errors: readonly unknown[] = [];
  /** The files that the last write left incomplete. */
  #incomplete: readonly string[] = [];

  /**
   * Creates `<prefix>_stats.csv`, `<prefix>_stats_history.csv`, `<prefix>_failures.csv`, `<prefix>_exceptions.csv`.
   * @throws {TslocError} `CSV_NOT_WRITABLE`
   */
  constructor({ prefix, fullHistory, format = locustFormat }: CsvOptions) {
    const headers = csvHeaders(format);
    this.#fullHistory = fullHistory;
    this.#format = format;
    this.#stats = new ReplacedFile(`${prefix}_stats.csv`, headers.stats);
    this.#history = new AppendedFile(`${prefix}_stats_history.csv`, headers.history);
    this.#failures = new ReplacedFile(`${prefix}_failures.csv`, headers.failures);
    this.#exceptions = new ReplacedFile(`${prefix}_exceptions.csv`, headers.exceptions);
  }

  /** The paths of the files that are complete as of the last write. */
  get paths(): string[] {
    return [this.#stats, this.#history, this.#failures, this.#exceptions]
      .map((file) => file.path)
      .filter((path) => !this.#incomplete.includes(path));
  }

  start(snapshot: Snapshot): void {
    this.tick(snapshot);
    this.#moments.userCount = null; // no user has started
  }

  /** @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED`, after all files have been tried; of sliced work, in the next tick */
  tick(snapshot: Snapshot): void {
    if (this.#work === null) this.#begin(snapshot);
    this.#moments.userCount = snapshot.userCount;
    const [error] = this.#errors;
    this.#errors = [];
    if (error !== undefined) throw error;
  }

  /** @throws {TslocError} `CSV_INCOMPLETE` with the path and reason of each file that is incomplete */
  end(snapshot: Snapshot): void {
    this.#work?.finish();
    const errors = finishSteps(this.#write(snapshot, this.#moments.last(snapshot), true));
    this.#history.close();
    if (errors.length === 0) return;
    const files = errors.map((error, i) => `${this.#incomplete[i]} (${reasonOf(error)})`);
    throw new TslocError('CSV_INCOMPLETE', `These files are incomplete: ${files.join(', ')}.`);
  }

  /** Thousands of rows would block the event loop for long: they are made in slices, and ticks until then add nothing. */
  #begin(snapshot: Snapshot): void {
    const steps = this.#write(snapshot, this.#moments.next(snapshot), snapshot.at >= this.#statsDueAt);
    if (snapshot.stats.entries.length <= maxRowsAtOnce) {
      this.#errors = finishSteps(steps);
      return;
    }
    this.#work = new SlicedWork(steps, (errors) => {
      this.#work = null;
      this.#errors = errors;
    });
    this.#work.start();
  }

  /**
   * Writes all files, `_stats.csv` only `withStats`; returns the errors. `moment` is that of the new rows of the history, null
   * for none.
   */
  *#write(snapshot: Snapshot, moment: Snapshot | null, withStats: boolean): Generator<void, unknown[]> {
    const errors = new Map<string, unknown>();
    const attempt = ({ path }: { path: string }, write: () => void) => {
      try {
        write();
      } catch (error) {
        errors.set(path, error); // one file that cannot be written must not keep the others from being written
      }
    };
    const { stats } = snapshot;
    const format = this.#format;
    const statsText = withStats ? yield* statsCsvSteps(stats, format) : null;
    if (statsText !== null) attempt(this.#stats, () => this.#replaceStats(snapshot, statsText));
    const historyText = moment === null ? '' : yield* historyCsvSteps(moment, this.#fullHistory, format);
    attempt(this.#history, () => this.#history.append(historyText));
    attempt(this.#failures, () => this.#failures.replace(failuresCsv(stats, format)));
    attempt(this.#exceptions, () => this.#exceptions.replace(exceptionsCsv(stats, format)));
    this.#incomplete = [...errors.keys()];
    return [...errors.values()];
  }

  #replaceStats({ at, stats }: Snapshot, text: string): void {
    this.#stats.replace(text);
    const seconds = Math.min(Math.ceil(stats.entries.length / rowsPerSecond), maxStatsSeconds);
    this.#statsDueAt = seconds <= 1 ? at : at + seconds - 0.5; // ticks are early or late by a little
  }
}

/** The system's message, else tsloc's. */
function reasonOf(error: unknown): string {
  return messageOf((TslocError.is(error) ? error.cause : undefined) ?? error);
}
