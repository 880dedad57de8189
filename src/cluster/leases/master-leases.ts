/** Leases numbers to the workers of a master: the iterations of a test, and the rows of feeders that give each row once. */

import type { Environment } from '../../core/environment.js';
import { prependInternal } from '../../core/events/hook.js';
import type { WorkerRegistry } from '../master/worker-registry.js';
import { badMessage } from '../messages/wire-values.js';
import { leaseCheckType, leaseType, readLeaseRequest, toLeaseAnswer } from './lease-messages.js';
import { LeasePool } from './lease-pool.js';

/** Limits the memory for series, since a peer may ask for any number of them. */
const maxPools = 10_000;

/** What it needs of its master. */
export interface MasterLeasesParts {
  readonly environment: Environment;
  readonly registry: WorkerRegistry;
  readonly send: (id: string, type: string, data: unknown) => void;
}

/** Every message may be lost, late or repeated: requests are numbered, and each is decided once. */
export class MasterLeases {
  readonly #parts: MasterLeasesParts;
  readonly #feeders = new Map<string, LeasePool>();
  #iterations: LeasePool | null = null;
  /** Counts tests: each has iterations of its own. */
  #testNumber = 0;
  #hasWarned = false;

  constructor(parts: MasterLeasesParts) {
    this.#parts = parts;
    const { events, iterations } = parts.environment;
    events.testStart[prependInternal](() => {
      this.#testNumber++;
      this.#iterations = Number.isFinite(iterations.total) ? new LeasePool(iterations.total) : null;
    });
  }

  /** The series that workers take the iterations of this test from; null without `--iterations`. */
  get iterationSeries(): string | null {
    return this.#iterations === null ? null : `iterations ${this.#testNumber}`;
  }

  /** `tsloc_lease`. @throws {TslocError} `BAD_MESSAGE` */
  request(id: string, data: unknown): void {
    const request = readLeaseRequest(data);
    const { series, number } = request;
    const pool = this.#poolOf(series);
    // Of a test that is over.
    const grant = pool === null ? { numbers: [], isEnd: true } : pool.request(id, request, this.#workers);
    if (grant === null) return;
    this.#parts.send(id, leaseType, toLeaseAnswer({ series, number, ...grant }));
    if (pool === null) return;
    if (pool === this.#iterations && grant.isEnd) this.#parts.environment.iterations.exhaust();
    this.#check(series, pool.takeWaiting(this.#workers), false);
  }

  /** To be called each second: numbers that nobody uses go to those who wait. */
  tick(): void {
    const known = new Set(this.#parts.registry.all.map(({ id }) => id));
    for (const [series, pool] of this.#pools) {
      pool.keepOnly(known);
      this.#check(series, pool.takeWaiting(this.#workers), false);
      this.#check(series, pool.holdersToRecall(this.#workers), true);
    }
    this.#warnOfOtherWorkers();
  }

  get #workers(): string[] {
    return this.#parts.registry.all.filter(({ state }) => state !== 'missing').map(({ id }) => id);
  }

  get #pools(): [string, LeasePool][] {
    const pools = [...this.#feeders];
    return this.#iterations === null ? pools : [[this.iterationSeries as string, this.#iterations], ...pools];
  }

  #poolOf(series: string): LeasePool | null {
    if (!series.startsWith('feeder ')) return series === this.iterationSeries ? this.#iterations : null;
    let pool = this.#feeders.get(series);
    if (pool === undefined) {
      if (this.#feeders.size >= maxPools) throw badMessage(`at most ${maxPools} feeders`, series);
      pool = new LeasePool(Number.POSITIVE_INFINITY);
      this.#feeders.set(series, pool);
    }
    return pool;
  }

  #check(series: string, ids: readonly string[], isRecall: boolean): void {
    for (const id of ids) this.#parts.send(id, leaseCheckType, { series, isRecall });
  }

  #warnOfOtherWorkers(): void {
    if (this.#hasWarned || this.#pools.length === 0) return;
    const other = this.#parts.registry.all.find(({ isTsloc, userCount }) => !isTsloc && userCount > 0);
    if (other === undefined) return;
    this.#hasWarned = true;
    const message =
      'is not tsloc: it does not share --iterations and the rows of unique feeders; its users run until the test is stopped.';
    this.#parts.environment.log.logger('locust.runners').warning(`Worker ${other.id} ${message}`);
  }
}
