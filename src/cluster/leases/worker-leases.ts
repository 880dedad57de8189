/** What a worker has leased from its master: series of numbers that the workers of a test share. */
import type { Environment } from '../../core/environment.js';
import type { Leases, LeaseWaiter } from '../../core/leases.js';
import type { Logger } from '../../util/log/log.js';
import { leaseCheckType, leaseType, readLeaseAnswer, readLeaseCheck, toLeaseRequest } from './lease-messages.js';
import { LeaseSeries } from './lease-series.js';

/** One for each worker. */
export class WorkerLeases implements Leases {
  readonly #send: (type: string, data: unknown) => void;
  readonly #logger: Logger;
  readonly #series = new Map<string, LeaseSeries>();
  #lastNumber = 0;
  #isShared = false;
  #hasWarned = false;

  /** From now on, these are the leases of the environment. */
  constructor(environment: Environment, send: (type: string, data: unknown) => void) {
    this.#send = send;
    this.#logger = environment.log.logger('locust.runners');
    environment.leases = this;
  }

  /** By the type of the message. */
  get handlers(): readonly [string, (data: unknown) => void][] {
    return [
      [leaseType, (data) => this.answer(data)],
      [leaseCheckType, (data) => this.check(data)],
    ];
  }

  /** The master is tsloc, or not. */
  set isShared(isShared: boolean) {
    this.#isShared = isShared;
  }

  get isShared(): boolean {
    if (!this.#isShared) this.#warnOfOtherMaster();
    return this.#isShared;
  }

  take(series: string, limit: number, waiter: LeaseWaiter): number | undefined | Promise<number | undefined> {
    return this.#seriesOf(series).take(limit, waiter);
  }

  /** `tsloc_lease`. @throws {TslocError} `BAD_MESSAGE` */
  answer(data: unknown): void {
    const answer = readLeaseAnswer(data);
    this.#series.get(answer.series)?.answer(answer);
  }

  /** `tsloc_lease_check`. @throws {TslocError} `BAD_MESSAGE` */
  check(data: unknown): void {
    const { series, isRecall } = readLeaseCheck(data);
    this.#series.get(series)?.check(isRecall);
  }

  /** To be called each second. */
  keepUp(): void {
    for (const series of this.#series.values()) series.keepUp();
  }

  /** Gives back what is not used; its users have stopped. */
  giveBack(): void {
    for (const series of this.#series.values()) series.giveBack();
  }

  /** True if the master knows all that was given back. */
  get isSettled(): boolean {
    return [...this.#series.values()].every(({ isSettled }) => isSettled);
  }

  /** The master has forgotten this worker, or is another one. */
  reset(): void {
    for (const series of this.#series.values()) series.end();
    this.#series.clear();
  }

  #seriesOf(name: string): LeaseSeries {
    let series = this.#series.get(name);
    if (series === undefined) {
      const nextNumber = () => ++this.#lastNumber;
      series = new LeaseSeries(name, { nextNumber, send: (request) => this.#send(leaseType, toLeaseRequest(request)) });
      this.#series.set(name, series);
    }
    return series;
  }

  #warnOfOtherMaster(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const message = 'The master is not tsloc: a unique feeder gives each row once in each worker.';
    this.#logger.warning(message);
  }
}
