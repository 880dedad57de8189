/** Reports to the master what a worker has measured. */
import type { Environment } from '../../core/environment.js';
import type { ExceptionDelta } from '../../stats/delta.js';
import { messageOf } from '../../util/error.js';
import { now } from '../../util/loop/clock.js';
import { type StatsReport, toStatsReport } from '../messages/stats-report.js';
import { ReportQueue } from './report-queue.js';

/** Locust's message for each exception; more of one row in one report than these are left out. */
const maxExceptionMessages = 100;
/** Locust's interval between reports, in intervals of ours. */
const slowInterval = 3;
/** Larger reports are sent every third second only: reading them each second would keep the master too busy. */
const maxEntriesPerSecond = 1_000;

/** Drains the statistics of one environment, one report after another. */
export class WorkerReports {
  /** The master's number of the test. */
  epoch = 0;
  readonly #environment: Environment;
  readonly #clientId: string;
  readonly #send: (type: string, data: unknown) => void;
  readonly #queue = new ReportQueue();
  /** Since the last regular report; the first one is due at once. */
  #intervals = slowInterval - 1;
  #lastEntries = 0;
  #hasOmittedExceptions = false;

  constructor(environment: Environment, clientId: string, send: (type: string, data: unknown) => void) {
    this.#environment = environment;
    this.#clientId = clientId;
    this.#send = send;
  }

  get lastNumber(): number {
    return this.#queue.lastNumber;
  }

  /** True if the master has acknowledged every report. */
  get isAcknowledged(): boolean {
    return this.#queue.isEmpty;
  }

  /**
   * Whether a report is due; must be called each second. A tsloc master gets one each second, so that its live tables are
   * up to date; other masters, and any master of a test with thousands of entries, every third second.
   */
  isDue(isMasterTsloc: boolean): boolean {
    this.#intervals++;
    const isFast = isMasterTsloc && this.#lastEntries <= maxEntriesPerSecond;
    if (!isFast && this.#intervals < slowInterval) return false;
    this.#intervals = 0;
    return true;
  }

  /**
   * Sends what was measured since the last report, with a tsloc part if the master is tsloc. If a tsloc master has not
   * acknowledged many earlier reports, sends nothing (a later report has the measurements), unless this is the last one.
   */
  report(userCounts: ReadonlyMap<string, number>, isMasterTsloc: boolean, isLast: boolean): void {
    if (this.#queue.isFull && !isLast) return;
    const delta = this.#environment.stats.drain();
    this.#lastEntries = delta.entries.length;
    const mark = isMasterTsloc ? this.#queue.nextMark(this.epoch) : null;
    const data = this.#sendReport(toStatsReport(delta, userCounts, mark));
    if (mark !== null) this.#queue.add(mark, data, now());
    else for (const row of delta.exceptions) this.#sendExceptions(row);
  }

  /** The master has every report up to this number. */
  acknowledge(number: number): void {
    this.#queue.acknowledge(number);
  }

  /** Sends reports again that are considered lost. */
  resend(): void {
    for (const data of this.#queue.takeLost(now())) this.#send('stats', data);
  }

  /** Drops what was measured: no master needs it any more. */
  drop(): void {
    this.#queue.clear();
    this.#environment.stats.clearAll();
  }

  /** If listeners added values that a message cannot contain, the report is sent without them. */
  #sendReport(report: StatsReport): StatsReport {
    const { events, log } = this.#environment;
    const data = { ...report };
    events.reportToMaster.fire({ clientId: this.#clientId, data });
    try {
      this.#send('stats', data);
      return data;
    } catch (thrown) {
      this.#environment.unhandledError = true;
      log.logger('locust.runners').error(`What reportToMaster added cannot be sent: ${messageOf(thrown)}`);
      this.#send('stats', report);
      return report;
    }
  }

  #sendExceptions({ count, message, traceback }: ExceptionDelta): void {
    if (count > maxExceptionMessages && !this.#hasOmittedExceptions) {
      this.#hasOmittedExceptions = true;
      const text = `A Locust master is told of at most ${maxExceptionMessages} exceptions of one kind with each report, now of ${count}: its table of exceptions counts fewer (will only log this once).`;
      this.#environment.log.logger('locust.runners').warning(text);
    }
    for (let i = 0; i < Math.min(count, maxExceptionMessages); i++)
      this.#send('exception', { msg: message, traceback });
  }
}
