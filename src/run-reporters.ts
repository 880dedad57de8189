/** The reporters of a run: CSV files, the console, the health of the process, and what a script adds. */
import type { Environment } from './core/environment.js';
import type { Reporter } from './core/reporter.js';
import { takeSnapshot } from './core/snapshot.js';
import { CsvReporter } from './report/csv.js';
import { HealthReporter } from './report/health.js';
import { MetricsReporter } from './report/metrics-reporter.js';
import { ReporterHub } from './report/reporter-hub.js';
import type { RunParts } from './run-parts.js';
import { EventLoopMonitor } from './util/loop/event-loop-monitor.js';

/** Hands a snapshot to each reporter once a second; one that throws is logged once, and the run counts as broken. */
export class RunReporters {
  readonly hub: ReporterHub;
  readonly #csv: readonly (CsvReporter | MetricsReporter)[];
  readonly #loopMonitor = new EventLoopMonitor();

  /** `web` are the reporters of the page and of the HTML report. @throws {TslocError} a CSV prefix that cannot be written to */
  constructor(environment: Environment, parts: RunParts, web: readonly Reporter[]) {
    const { console, reporters = [] } = parts;
    this.#csv = createCsvReporters(environment, parts);
    this.hub = new ReporterHub({
      takeSnapshot: () => takeSnapshot(environment),
      reporters: [
        ...this.#csv,
        ...web,
        this.#createHealthReporter(environment),
        ...(console ? [console] : []),
        ...reporters,
      ],
      onFailure: (message) => {
        environment.unhandledError = true;
        environment.log.logger('locust.main').error(message);
      },
    });
  }

  /** The CSV files that are complete as of the last write; none without a prefix. */
  get files(): readonly string[] {
    return this.#csv.flatMap(({ paths }) => paths);
  }

  /** Ends the measuring of the event loop. */
  release(): void {
    this.#loopMonitor.stop();
  }

  #createHealthReporter(environment: Environment): HealthReporter {
    const logger = environment.log.logger('locust.runners');
    return new HealthReporter(
      () => this.#loopMonitor.read(),
      (message) => logger.warning(message),
    );
  }
}

function createCsvReporters(environment: Environment, { options }: RunParts): (CsvReporter | MetricsReporter)[] {
  const { csvPrefix: prefix, statsHistoryEnabled: fullHistory, csvSafe: safe } = options;
  if (!prefix) return [];
  const format = { percentiles: environment.stats.percentilesToReport, safe };
  return [new CsvReporter({ prefix, fullHistory, format }), new MetricsReporter(prefix, format)];
}
