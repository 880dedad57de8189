/** Counts the reports of workers: each once, in the statistics of the master, at the master's times. */
import type { Environment } from '../../core/environment.js';
import type { EntryDelta, StatsDelta } from '../../stats/delta.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import type { Epochs } from '../messages/heartbeat-answer.js';
import { PackedReport } from '../messages/packed-report.js';
import { readReportMark, readStatsReport } from '../messages/stats-report.js';
import { readMap, readText } from '../messages/wire-values.js';
import { shiftDelta, skewOf } from './clock-skew.js';
import { defaultReportLimits, ReportLimiter } from './report-limits.js';
import type { WorkerRecord } from './worker-record.js';
import type { WorkerRegistry } from './worker-registry.js';

/** Locust reports every three seconds: a report of a worker that is not tsloc covers at least this time before it is sent. */
const reportSeconds = 3;

/** One for each master. */
export class ReportIntake {
  readonly #environment: Environment;
  readonly #registry: WorkerRegistry;
  readonly #limiter: ReportLimiter;

  /**
   * Called when a worker that is not tsloc turns out to lack a class of its share. A Python worker then has no users at all,
   * even if the share has none of that class.
   */
  onClassesMissing: (() => void) | null = null;

  constructor(environment: Environment, registry: WorkerRegistry, limits = defaultReportLimits) {
    this.#environment = environment;
    this.#registry = registry;
    this.#limiter = new ReportLimiter(environment, limits);
  }

  /**
   * Handles a `stats` message, given its data or its {@link PackedReport}. Reports of workers that never joined this master,
   * or of an earlier epoch, do not count; those of a worker that is missing do. @throws {TslocError} `BAD_MESSAGE`
   */
  take(id: string, given: unknown, { epoch, testEpoch }: Epochs): void {
    const ledger = this.#registry.ledgerOf(id);
    if (ledger === undefined) return;
    // First: the worker would send a report whose contents cannot be read again and again, and in the end no other.
    const mark = readReportMark(given);
    if (mark !== null && !ledger.accept(mark)) return;
    const { delta: measured, userCounts } = readStatsReport(given, id, steadyEpochSeconds());
    const record = this.#registry.get(id);
    if (record !== undefined) this.#noteUsers(record, userCounts, mark !== null);
    if (mark === null) this.#noteReportClock(id, measured.total);
    if (record !== undefined) record.hasReported = true;
    const delta = shiftDelta(measured, ledger.skewSeconds ?? 0);
    if (mark !== null && mark.epoch !== epoch) {
      if (mark.epoch >= testEpoch) this.#absorbUnreset(delta);
      return;
    }
    const { stats, events } = this.#environment;
    stats.absorb(this.#limiter.limit(delta));
    events.workerReport.fire({
      clientId: id,
      get data() {
        const data = given instanceof PackedReport ? given.data : given; // decoded only where a listener reads it
        return readMap(data, 'stats') as Record<string, unknown>;
      },
    });
  }

  /** An `exception` message: one exception of a worker that is not tsloc. @throws {TslocError} `BAD_MESSAGE` */
  takeException(id: string, data: unknown): void {
    if (this.#registry.ledgerOf(id) === undefined) return;
    const exception = readMap(data, 'an exception');
    const traceback = readText(exception.traceback, 'traceback');
    const message = readText(exception.msg, 'msg');
    this.#environment.stats.exceptions.absorb([{ key: traceback, count: 1, message, traceback, nodes: [id] }]);
  }

  /** Compares a worker's clock with the master's; warns once if it is wrong. */
  noteClock(id: string, workerSeconds: number): void {
    const ledger = this.#registry.ledgerOf(id);
    if (ledger === undefined) return;
    const skew = skewOf(workerSeconds, steadyEpochSeconds());
    const known = ledger.skewSeconds;
    // Messages may wait, which looks like a clock that is behind, but never like one that is ahead.
    if (known !== null && Math.abs(known) <= Math.abs(skew)) return;
    ledger.skewSeconds = skew;
    if (skew === 0 || known !== null) return;
    const direction = skew > 0 ? 'behind' : 'ahead';
    this.#environment.log
      .logger('locust.runners')
      .warning(`The clock of worker ${id} is ${direction} by ${Math.abs(skew)} s: its times are corrected.`);
  }

  /** What a reset of the statistics does not reset: exceptions, counters and gauges. */
  #absorbUnreset({ exceptions, metrics }: StatsDelta): void {
    const { stats } = this.#environment;
    stats.exceptions.absorb(exceptions);
    stats.metrics.absorb(
      this.#limiter.limitMetrics(metrics).filter(({ kind }) => kind === 'counter' || kind === 'gauge'),
    );
  }

  /** The first report covers the time that the worker has waited for its master, too: only its requests have a known time. */
  #noteReportClock(id: string, { startTime, numRequests, lastRequestTimestamp }: EntryDelta): void {
    if (numRequests === 0 && this.#registry.get(id)?.hasReported === false) return;
    this.noteClock(id, Math.max(startTime + reportSeconds, lastRequestTimestamp ?? 0));
  }

  #noteUsers(record: WorkerRecord, counts: ReadonlyMap<string, number>, isTsloc: boolean): void {
    // Heartbeats of tsloc have newer counts.
    if (!isTsloc && record.isAvailable) record.setUsers(counts);
    const { classNames, share } = record;
    if (classNames !== null && classNames.size >= counts.size) return;
    if (isRepeated(counts, share)) return;
    record.classNames = new Set(counts.keys());
    if (!isTsloc && share !== null && [...share.keys()].some((name) => !counts.has(name))) this.onClassesMissing?.();
  }
}

/** Whether a report names the classes of the share: Boomer repeats them, whichever they are. */
function isRepeated(counts: ReadonlyMap<string, number>, share: ReadonlyMap<string, number> | null): boolean {
  return share !== null && counts.size === share.size && [...share.keys()].every((name) => counts.has(name));
}
