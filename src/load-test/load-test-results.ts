/** The results of a load test, with the rows over time that its reports need. */
import type { Reporter } from '../core/reporter.js';
import type { RunResult } from '../core/results/run-result.js';
import type { TargetResult } from '../core/results/target-result.js';
import type { Snapshot } from '../core/snapshot.js';
import { historyCsv } from '../report/csv/csv-rows.js';
import { HistoryMoments } from '../report/csv/history-moments.js';

/** The results of one scenario. Times in ms; `successRate` from 0 to 1. */
export interface LoadTestResults {
  readonly scenario: string;
  readonly totalRequests: number;
  readonly successRate: number;
  readonly avgLatency: number;
  readonly p95Latency: number;
  readonly p99Latency: number;
  /** The most requests in a second. */
  readonly peakThroughput: number;
  readonly targets: readonly TargetResult[];
  /** Whether all thresholds are met; without targets, whether nothing failed. */
  readonly passed: boolean;
  readonly exitCode: number;
  readonly snapshot: Snapshot;
  /** Rows of `_stats_history.csv`, one a second. */
  readonly history: string;
}

/** Follows one run. */
export class LoadTestRecorder implements Reporter {
  readonly name = 'load test';
  readonly #moments = new HistoryMoments();
  #history = '';
  #peak = 0;
  #last: { readonly at: number; readonly count: number } | null = null;

  tick(snapshot: Snapshot): void {
    this.#addRow(this.#moments.next(snapshot));
    this.#moments.userCount = snapshot.userCount;
    this.#measurePeak(snapshot);
  }

  end(snapshot: Snapshot): void {
    this.#addRow(this.#moments.last(snapshot));
    this.#measurePeak(snapshot);
  }

  /** In all, and of one scenario. */
  results(scenario: string, { snapshot, exitCode, judgement }: RunResult): LoadTestResults {
    const { total } = snapshot.stats;
    return {
      scenario,
      totalRequests: total.numRequests,
      successRate: total.numRequests === 0 ? 0 : 1 - total.failRatio,
      avgLatency: total.avgResponseTime,
      p95Latency: total.getResponseTimePercentile(0.95),
      p99Latency: total.getResponseTimePercentile(0.99),
      peakThroughput: Math.max(this.#peak, total.totalRps),
      targets: judgement.results,
      passed: exitCode === 0,
      exitCode,
      snapshot,
      history: this.#history,
    };
  }

  #addRow(moment: Snapshot | null): void {
    if (moment !== null) this.#history += historyCsv(moment, false);
  }

  #measurePeak({ at, stats }: Snapshot): void {
    const count = stats.total.numRequests;
    const { at: before, count: counted } = this.#last ?? { at: stats.startTime, count: 0 };
    if (at - before >= 0.5) this.#peak = Math.max(this.#peak, (count - counted) / (at - before));
    this.#last = { at, count };
  }
}
