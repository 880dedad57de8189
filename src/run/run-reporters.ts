/** The reporters of a run: CSV files, the console, the health of the process, and what a script adds. */
import { GeneratorMetrics } from '../analysis/targets/generator-metrics.js';
import type { TargetReporter } from '../analysis/targets/target-reporter.js';
import { customMetricSource } from '../core/custom-metrics.js';
import type { Environment } from '../core/environment.js';
import { type GeneratorUsage, UsageReader } from '../core/generator-usage.js';
import type { Reporter } from '../core/reporter.js';
import { takeSnapshot } from '../core/snapshot.js';
import { CsvReporter } from '../report/csv/csv.js';
import { csvFormatOf } from '../report/csv/csv-rows.js';
import { MetricsReporter } from '../report/csv/metrics-reporter.js';
import { HealthReporter } from '../report/health.js';
import { ReporterHub } from '../report/reporter-hub.js';
import { EventLoopMonitor } from '../util/loop/event-loop-monitor.js';
import type { RunParts } from './run-parts.js';

/** With so many rows, names probably contain ids. */
const manyRows = 1_000;

/** Hands a snapshot to each reporter once a second; one that throws is logged once, and the run counts as broken. */
export class RunReporters {
  readonly hub: ReporterHub;
  readonly #csv: readonly (CsvReporter | MetricsReporter)[];
  readonly #loopMonitor = new EventLoopMonitor();
  #usage: UsageReader | null = null;

  /**
   * `web` are the reporters of the page and of the HTML report; `targets` comes first, so that all show the same second.
   * @throws {TslocError} a CSV prefix that cannot be written to
   */
  constructor(
    environment: Environment,
    parts: RunParts,
    web: readonly Reporter[],
    targets: TargetReporter | null = null,
  ) {
    const { console, reporters = [] } = parts;
    this.#csv = createCsvReporters(environment, parts);
    this.hub = new ReporterHub({
      takeSnapshot: () => takeSnapshot(environment),
      reporters: [
        ...(targets ? this.#createTargetReporters(environment, parts, targets) : []),
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
      onSlow: (tookMs) => {
        environment.log.logger('locust.runners').warning(slowReports(tookMs, environment.stats.entries.length));
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
    this.#usage?.stop();
  }

  /** Samples are taken only where a target needs them: of this process, or, on a master, of its workers. */
  #createTargetReporters(environment: Environment, { readMemoryUsage }: RunParts, targets: TargetReporter): Reporter[] {
    environment.metricSources.push(customMetricSource(environment.stats.metrics));
    if (!targets.needsGenerator) return [targets];
    const metrics = new GeneratorMetrics(environment.readGeneratorUsage ?? this.#measureUsage(readMemoryUsage));
    environment.metricSources.push(metrics);
    return [metrics, targets];
  }

  #measureUsage(readMemoryUsage?: () => number): () => GeneratorUsage {
    const usage = new UsageReader(readMemoryUsage);
    this.#usage = usage;
    return () => usage.read();
  }

  #createHealthReporter(environment: Environment): HealthReporter {
    const logger = environment.log.logger('locust.runners');
    return new HealthReporter(
      () => this.#loopMonitor.read(),
      (message) => logger.warning(message),
    );
  }
}

/** With few rows, a busy machine or a slow disk is the cause. */
function slowReports(tookMs: number, rows: number): string {
  const text = `Reports take ${(tookMs / 1000).toFixed(1)} s with ${rows} rows: they are updated less often than each second.`;
  return rows < manyRows ? text : `${text} Requests whose URLs differ need a common name.`;
}

function createCsvReporters(environment: Environment, { options }: RunParts): (CsvReporter | MetricsReporter)[] {
  const { csvPrefix: prefix, statsHistoryEnabled: fullHistory } = options;
  if (!prefix) return [];
  const format = csvFormatOf(environment.stats, options);
  return [new CsvReporter({ prefix, fullHistory, format }), new MetricsReporter(prefix, format)];
}
