/** The reports of a worker that its master has not acknowledged: each is sent again until it is. */
import type { StatsReport } from '../messages/stats-report.js';
import type { ReportMark } from '../messages/tsloc-part.js';

/** A limit of memory: when it is reached, no report is sent, and the next one contains all later measurements. */
const maxReports = 20;
/** Time after which a report without an acknowledgement is considered lost, ms. */
const resendAfterMs = 2_500;

interface SentReport {
  readonly data: StatsReport;
  sentAt: number;
}

/** For a master that is tsloc: others do not acknowledge reports. */
export class ReportQueue {
  readonly #reports = new Map<number, SentReport>();
  #lastNumber = 0;

  /** The number of the latest report; 0 before the first. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  get isFull(): boolean {
    return this.#reports.size >= maxReports;
  }

  get isEmpty(): boolean {
    return this.#reports.size === 0;
  }

  /** The mark of the next report. */
  nextMark(epoch: number): ReportMark {
    const number = ++this.#lastNumber;
    const [first = number] = this.#reports.keys();
    return { number, first, epoch };
  }

  /** A report is sent at `now`, ms. */
  add({ number }: ReportMark, data: StatsReport, now: number): void {
    this.#reports.set(number, { data, sentAt: now });
  }

  /** The master has every report up to this number. */
  acknowledge(number: number): void {
    for (const sent of this.#reports.keys()) if (sent <= number) this.#reports.delete(sent);
  }

  /** Reports to send again; they count as sent at `now`, ms. */
  takeLost(now: number): StatsReport[] {
    const lost = [...this.#reports.values()].filter(({ sentAt }) => now - sentAt >= resendAfterMs);
    for (const report of lost) report.sentAt = now;
    return lost.map(({ data }) => data);
  }

  /** Drops all: another master does not know them. */
  clear(): void {
    this.#reports.clear();
  }
}
