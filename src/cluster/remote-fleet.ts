/** The fleet of a master: its users run on its workers. */
import type { Environment } from '../core/environment.js';
import type { Fleet } from '../runner/fleet.js';
import type { Batch } from '../runner/ramp-steps.js';
import type { Shares } from '../runner/users-dispatcher.js';
import { epochSeconds, now } from '../util/loop/clock.js';
import { Conditions } from './condition.js';
import type { Epochs } from './report-intake.js';
import { toSpawnData } from './spawn-job.js';
import type { PendingOrder, WorkerRecord } from './worker-record.js';
import type { WorkerRegistry } from './worker-registry.js';

/** How long a master waits for its workers beyond their stop timeout, ms. Locust's. */
const stopWaitMs = 60_000;
/** How long it waits for the last reports of workers that have stopped, ms. */
const reportWaitMs = 5_000;
/** An order that a tsloc worker has not accepted by then is sent again, ms. */
const resendAfterMs = 1_500;

/** What a fleet needs of its master. */
export interface RemoteFleetParts {
  readonly environment: Environment;
  readonly registry: WorkerRegistry;
  readonly send: (id: string, type: string, data: unknown) => void;
  /** How long the end of a ramp waits for the reports of its users, ms. */
  readonly settleMs: number;
}

/** Absolute counts go to each worker: a message that is lost, late or repeated does no harm. */
export class RemoteFleet implements Fleet {
  onNodesChanged: (() => void) | null = null;
  onEmptied: (() => void) | null = null;
  /** True if the next stop is the end of the run: workers leave. */
  isLast = false;
  readonly #parts: RemoteFleetParts;
  readonly #changes = new Conditions();
  readonly #logger;
  readonly #missingClasses = new Set<string>();
  /** Of the last {@link apply}. */
  #wantedCount = 0;
  #lastTimestamp = 0;
  /** Counts tests and resets: reports of an earlier one do not count. */
  #epoch = 0;
  #testEpoch = 0;
  #hadUsers = false;
  #isStopping = false;
  #onStuck: (() => void) | null = null;

  constructor(parts: RemoteFleetParts) {
    this.#parts = parts;
    const { environment } = parts;
    this.#logger = environment.log.logger('locust.runners');
    environment.events.testStart.prependListener(() => {
      this.#testEpoch = ++this.#epoch;
      parts.registry.clearSums();
    });
    environment.events.spawningComplete.prependListener(({ userCount }) => this.#tellComplete(userCount));
  }

  get epochs(): Epochs {
    return { epoch: this.#epoch, testEpoch: this.#testEpoch };
  }

  get nodes(): readonly string[] {
    return this.#parts.registry.available.map(({ id }) => id);
  }

  counts(): ReadonlyMap<string, number> {
    const { environment, registry } = this.#parts;
    const counts = new Map(environment.userClasses.map(({ name }) => [name, 0]));
    for (const { userCounts } of registry.all)
      for (const [name, count] of userCounts) counts.set(name, (counts.get(name) ?? 0) + count);
    return counts;
  }

  get isEmpty(): boolean {
    return this.#parts.registry.available.every(
      ({ order, activeCount }) => activeCount === 0 && (order === null || order.isDone),
    );
  }

  get isFinished(): boolean {
    return this.isEmpty && this.#parts.registry.available.some(({ isFinished }) => isFinished);
  }

  async apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const timestamp = this.#nextTimestamp();
    const { available } = this.#parts.registry;
    this.#wantedCount = 0;
    for (const record of available) this.#spawn(record, shares.get(record.id) ?? new Map(), batch, timestamp);
    this.#hadUsers = this.#wantedCount > 0;
    const isDone = () => available.every(({ order }) => order?.isDone !== false);
    try {
      // Until the next step is due: a slow worker must not delay the others.
      await this.#changes.until(isDone, startedAt + batch.intervalMs - now(), signal);
    } catch (reason) {
      for (const { id, isTsloc } of available) if (isTsloc) this.#parts.send(id, 'tsloc_hold', null);
      throw reason;
    }
  }

  async settle(): Promise<void> {
    const { registry, settleMs } = this.#parts;
    const isComplete = () =>
      !registry.available.some(({ order }) => order?.isDone === false) && this.#userCount >= this.#wantedCount;
    if (this.#isStopping || (await this.#changes.until(isComplete, settleMs))) return;
    const counts = JSON.stringify(Object.fromEntries(this.counts()));
    const message = 'Spawning is complete and report waittime is expired, but not all reports received from workers';
    this.#logger.info(`${message}: ${counts} (${this.#userCount} total users)`);
  }

  async stopAll(graceMs: number, onStuck?: () => void): Promise<void> {
    const { registry } = this.#parts;
    this.#isStopping = true;
    this.#onStuck = onStuck ?? null;
    const timestamp = this.#nextTimestamp();
    const told = registry.all.filter(({ order, state }) => order !== null && state !== 'missing');
    for (const record of told)
      this.#order(record, this.isLast ? 'quit' : 'stop', { timestamp, grace_ms: graceMs }, timestamp);
    const isHere = (record: WorkerRecord) => registry.get(record.id) === record && record.state !== 'missing';
    const areStopped = () => told.every((record) => record.hasEnded || !isHere(record));
    if (!(await this.#changes.until(areStopped, graceMs + stopWaitMs)))
      this.#logger.error('Not every worker has stopped its users in time.');
    const areReported = () => told.every((record) => record.isReported || !isHere(record));
    if (!(await this.#changes.until(areReported, reportWaitMs)))
      this.#logger.warning('The last reports of some workers are missing.');
    for (const record of registry.all) {
      record.setUsers(new Map());
      record.isFinished = false;
      if (record.order?.type !== 'quit') record.order = null;
    }
    this.#isStopping = false;
    this.#hadUsers = false;
  }

  /** Tells every worker to leave; resolves when all have, or have taken too long. */
  async close(): Promise<void> {
    const { environment, registry } = this.#parts;
    const timestamp = this.#nextTimestamp();
    for (const record of registry.all)
      if (record.order?.type !== 'quit') this.#order(record, 'quit', { timestamp }, timestamp);
    const areGone = () => registry.all.every(({ state }) => state === 'missing');
    await this.#changes.until(areGone, environment.stopTimeout + quitWaitMs);
  }

  /** A worker has said something, has come or has gone. */
  workersChanged(): void {
    this.#changes.check();
    if (!this.#hadUsers || this.#isStopping || !this.isEmpty) return;
    this.#hadUsers = false;
    this.onEmptied?.();
  }

  /** A task of a worker does not react to the stop. */
  workerIsStuck(): void {
    this.#onStuck?.();
  }

  /** Sends again what tsloc workers should have accepted by now. Strangers do not tell. */
  resendOrders(): void {
    for (const { id, order, isTsloc, state } of this.#parts.registry.all) {
      if (order === null || order.isDone || !isTsloc || state === 'missing') continue;
      if (now() - order.sentAt < resendAfterMs) continue;
      order.sentAt = now();
      this.#parts.send(id, order.type, order.data);
    }
  }

  get #userCount(): number {
    return this.#parts.registry.all.reduce((sum, { userCount }) => sum + userCount, 0);
  }

  #spawn(record: WorkerRecord, share: ReadonlyMap<string, number>, batch: Batch, timestamp: number): void {
    const { environment } = this.#parts;
    const userCounts = this.#knownCounts(record, share);
    for (const count of userCounts.values()) this.#wantedCount += count;
    const test = { epoch: this.#epoch, seed: environment.seed };
    const data = toSpawnData(environment.parsedOptions, { timestamp, userCounts, batch, test });
    this.#order(record, 'spawn', data, timestamp);
  }

  #order(record: WorkerRecord, type: PendingOrder['type'], data: unknown, timestamp: number): void {
    record.order = { type, data, timestamp, sentAt: now(), isDone: false };
    this.#parts.send(record.id, type, record.isTsloc || type === 'spawn' ? data : null);
  }

  /** A Python worker starts nothing at all if one class is unknown to it. */
  #knownCounts({ id, classNames }: WorkerRecord, share: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    if (classNames === null || classNames.size === 0) return share;
    for (const [name, count] of share) {
      if (count === 0 || classNames.has(name) || this.#missingClasses.has(`${id} ${name}`)) continue;
      this.#missingClasses.add(`${id} ${name}`);
      this.#logger.warning(`Worker ${id} has no class ${name}: its users of that class do not run.`);
    }
    return new Map([...share].filter(([name]) => classNames.has(name)));
  }

  #tellComplete(userCount: number): void {
    const { environment, registry, send } = this.#parts;
    if (environment.parsedOptions.resetStats) this.#epoch++;
    for (const { id, isTsloc } of registry.available)
      send(id, 'spawning_complete', { user_count: userCount, ...(isTsloc ? { tsloc: { epoch: this.#epoch } } : {}) });
  }

  /** Later than any before, whatever happens to the clock. */
  #nextTimestamp(): number {
    this.#lastTimestamp = Math.max(epochSeconds(), this.#lastTimestamp + 1e-3);
    return this.#lastTimestamp;
  }
}

/** How long a master waits for the farewell of its workers beyond their stop timeout, ms. */
const quitWaitMs = 3_000;
