/** Keeps `<prefix>_metrics.csv` up to date during a run: a separate file, which exists only if there are custom metrics. */
import { existsSync } from 'node:fs';
import type { Reporter } from '../../core/reporter.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { CsvFormat } from './csv-rows.js';
import { metricsCsv, metricsCsvHeader } from './metrics-rows.js';
import { ReplacedFile } from './replaced-file.js';

/** Writes once a second. */
export class MetricsReporter implements Reporter {
  readonly name = 'metrics CSV';
  readonly #path: string;
  readonly #format: CsvFormat;
  #file: ReplacedFile | null = null;
  #isComplete = true;

  constructor(prefix: string, format: CsvFormat) {
    this.#path = `${prefix}_metrics.csv`;
    this.#format = format;
  }

  /** The path of the file, if there is one that is complete as of the last write. */
  get paths(): string[] {
    return this.#file !== null && this.#isComplete ? [this.#path] : [];
  }

  /** Empties a file that an earlier run has left there. @throws {TslocError} `CSV_NOT_WRITABLE` */
  start(): void {
    if (existsSync(this.#path)) this.#file = new ReplacedFile(this.#path, metricsCsvHeader);
  }

  /** @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED` */
  tick({ stats }: Snapshot): void {
    if (this.#file === null && stats.metrics.length === 0) return;
    this.#isComplete = false;
    this.#file ??= new ReplacedFile(this.#path, metricsCsvHeader);
    this.#file.replace(metricsCsv(stats, this.#format));
    this.#isComplete = true;
  }

  /** @throws {TslocError} `CSV_NOT_WRITABLE`, `CSV_SHARED` */
  end(snapshot: Snapshot): void {
    this.tick(snapshot);
  }
}
