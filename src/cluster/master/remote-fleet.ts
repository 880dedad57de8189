/** The fleet of a master: its users run on its workers. */

import type { Environment } from '../../core/environment.js';
import { prependInternal } from '../../core/events/hook.js';
import type { Fleet } from '../../runner/fleet.js';
import { type Batch, batchOfNode } from '../../runner/ramp-steps.js';
import type { Shares } from '../../runner/users-dispatcher.js';
import { epochSeconds, now } from '../../util/loop/clock.js';
import { Conditions } from '../condition.js';
import type { MasterLeases } from '../leases/master-leases.js';
import type { Epochs } from '../messages/heartbeat-answer.js';
import { toSpawnData } from '../messages/spawn-job.js';
import type { PendingCommand, WorkerRecord } from './worker-record.js';
import type { WorkerRegistry } from './worker-registry.js';

/** How long a master waits for its workers beyond their stop timeout, ms. Locust's. */
const stopWaitMs = 60_000;
/** How long it waits for the last reports of workers that have stopped, ms. */
const reportWaitMs = 5_000;
/** A command that a tsloc worker has not accepted after this time is sent again, ms. */
const resendAfterMs = 1_500;

/** The parts of a master that the fleet uses. */
export interface RemoteFleetParts {
  readonly environment: Environment;
  readonly registry: WorkerRegistry;
  readonly send: (id: string, type: string, data: unknown) => void;
  /** How long the end of a ramp waits for the reports of its users, ms. */
  readonly settleMs: number;
  /** The leases of the current test. */
  readonly leases: MasterLeases;
}

/** Absolute counts go to each worker: a message that is lost, late or repeated does no harm. */
export class RemoteFleet implements Fleet {
  onNodesChanged: (() => void) | null = null;
  onEmptied: (() => void) | null = null;
  /** Whether the next stop ends the run: workers leave then. */
  isLast = false;
  readonly #parts: RemoteFleetParts;
  readonly #changes = new Conditions();
  readonly #logger;
  /** Whether the master was given a host: without one, workers keep their own. */
  readonly #hadHost: boolean;
  /** How many users the last {@link apply} asked for. */
  #wantedCount = 0;
  #lastTimestamp = 0;
  /** Counts tests and resets: reports of an earlier one do not count. */
  #epoch = 0;
  #testEpoch = 0;
  #hadUsers = false;
  /** The workers to which the last {@link apply} gave users. */
  #occupied: ReadonlySet<string> = new Set();
  #isStopping = false;
  #onStuck: (() => void) | null = null;

  constructor(parts: RemoteFleetParts) {
    this.#parts = parts;
    const { environment } = parts;
    this.#logger = environment.log.logger('locust.runners');
    this.#hadHost = Boolean(environment.host);
    environment.events.testStart[prependInternal](() => {
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

  get workers(): ReadonlyMap<string, WorkerRecord> {
    return this.#parts.registry.byId;
  }

  counts(): ReadonlyMap<string, number> {
    const { environment, registry } = this.#parts;
    const counts = new Map(environment.userClasses.map(({ name }) => [name, 0]));
    for (const { userCounts } of registry.all)
      for (const [name, count] of userCounts) counts.set(name, (counts.get(name) ?? 0) + count);
    return counts;
  }

  get isEmpty(): boolean {
    const isWithoutUsers = ({ command, activeCount }: WorkerRecord) =>
      activeCount === 0 && (command === null || command.isDone);
    return this.#parts.registry.available.every(isWithoutUsers) && !this.#mayGetUsersBack;
  }

  get isExhausted(): boolean {
    return this.isEmpty && this.#hasExhausted;
  }

  async apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const timestamp = this.#nextTimestamp();
    const { available } = this.#parts.registry;
    this.#wantedCount = 0;
    const occupied = new Set<string>();
    const changing = new Set(available.filter(({ id, share }) => isChange(share, shares.get(id))));
    let turn = 0;
    for (const record of available) {
      const own = batchOfNode(batch, changing.has(record) ? turn++ : 0, Math.max(1, changing.size));
      if (this.#spawn(record, shares.get(record.id) ?? new Map(), own, timestamp) > 0) occupied.add(record.id);
    }
    this.#occupied = occupied;
    this.#hadUsers = occupied.size > 0;
    const isDone = () => available.every(({ command }) => command?.isDone !== false);
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
      !registry.available.some(({ command }) => command?.isDone === false) && this.#userCount >= this.#wantedCount;
    if (this.#isStopping || (await this.#changes.until(isComplete, settleMs))) return;
    const counts = JSON.stringify(Object.fromEntries(this.counts()));
    const message = 'Spawning is complete and report waittime is expired, but not all reports received from workers';
    this.#logger.info(`${message}: ${counts} (${this.#userCount} total users)`);
  }

  async stopAll(graceMs: number, onStuck?: () => void): Promise<void> {
    const { environment, registry } = this.#parts;
    this.#isStopping = true;
    this.#onStuck = onStuck ?? null;
    const timestamp = this.#nextTimestamp();
    const told = registry.all.filter(({ command }) => command !== null);
    for (const record of told)
      this.#command(record, this.isLast ? 'quit' : 'stop', { timestamp, grace_ms: graceMs }, timestamp);
    const isHere = (record: WorkerRecord) => registry.get(record.id) === record && record.state !== 'missing';
    const areStopped = () => told.every((record) => record.hasEnded || !isHere(record));
    const longestMs = Math.max(graceMs, environment.longestStopTimeoutMs);
    if (!(await this.#changes.until(areStopped, longestMs + stopWaitMs)))
      this.#logger.error('Not every worker has stopped its users in time.');
    const areReported = () => told.every((record) => record.isReported || !isHere(record));
    if (!(await this.#changes.until(areReported, reportWaitMs)))
      this.#logger.warning('The last reports of some workers are missing.');
    for (const record of registry.all) {
      record.setUsers(new Map());
      record.isExhausted = false;
      if (record.state === 'missing') record.owesStop = record.isTsloc && record.command?.type === 'stop';
      record.share = null;
      if (record.command?.type !== 'quit' && !record.owesStop) record.command = null;
    }
    this.#isStopping = false;
    this.#hadUsers = false;
  }

  /** Sends `quit` to every worker; resolves when all have left, or after a time limit. */
  async close(): Promise<void> {
    const { environment, registry } = this.#parts;
    const timestamp = this.#nextTimestamp();
    for (const record of registry.all)
      if (record.command?.type !== 'quit') this.#command(record, 'quit', { timestamp }, timestamp);
    const areGone = () => registry.all.every(({ state }) => state === 'missing');
    await this.#changes.until(areGone, environment.longestStopTimeoutMs + quitWaitMs);
  }

  /** Nodes have joined, have left or are missing: the users of the test are redistributed. */
  nodesChanged(): void {
    this.#hadUsers = false; // until the next apply: the workers that are left may have had none
    this.onNodesChanged?.();
  }

  /** A missing worker does not return: the others get its users, unless they have them already. */
  workerForgotten(id: string): void {
    if (this.#occupied.has(id)) this.nodesChanged();
  }

  /** A worker has sent a message, has joined or has left. */
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

  /** Sends the commands again that tsloc workers should have accepted by now. Other workers do not acknowledge commands. */
  resendCommands(): void {
    for (const { id, command, isTsloc, state } of this.#parts.registry.all) {
      if (command === null || command.isDone || !isTsloc || state === 'missing') continue;
      if (now() - command.sentAt < resendAfterMs) continue;
      command.sentAt = now();
      this.#parts.send(id, command.type, command.data);
    }
  }

  /** Users that are not counted now have not ended by themselves: they return with their worker, or go to others. */
  get #mayGetUsersBack(): boolean {
    const { all } = this.#parts.registry;
    return all.some(
      ({ id, isLeaving, state }) =>
        this.#occupied.has(id) && (isLeaving || (state === 'missing' && !this.#hasExhausted)),
    );
  }

  get #hasExhausted(): boolean {
    return this.#parts.registry.available.some(({ isExhausted }) => isExhausted);
  }

  get #userCount(): number {
    return this.#parts.registry.all.reduce((sum, { userCount }) => sum + userCount, 0);
  }

  /** Returns how many users the worker should have. */
  #spawn(record: WorkerRecord, share: ReadonlyMap<string, number>, batch: Batch, timestamp: number): number {
    const { environment, leases } = this.#parts;
    const userCounts = this.#knownCounts(record, share);
    const wantedCount = [...userCounts.values()].reduce((sum, count) => sum + count, 0);
    this.#wantedCount += wantedCount;
    const groups = [...(environment.requestGroups?.names ?? [])];
    const test = { epoch: this.#epoch, seed: environment.seed, groups, iterationSeries: leases.iterationSeries };
    const host = environment.host || (this.#hadHost ? '' : null);
    const data = toSpawnData({ ...environment.parsedOptions, host }, { timestamp, userCounts, batch, test });
    this.#command(record, 'spawn', data, timestamp);
    record.share = userCounts;
    return wantedCount;
  }

  #command(record: WorkerRecord, type: PendingCommand['type'], data: unknown, timestamp: number): void {
    record.command = { type, data, timestamp, sentAt: now(), isDone: false };
    this.#parts.send(record.id, type, record.isTsloc || type === 'spawn' ? data : null);
  }

  /** A Python worker starts nothing at all if one class is unknown to it. */
  #knownCounts(
    { id, classNames, missingClasses }: WorkerRecord,
    share: ReadonlyMap<string, number>,
  ): ReadonlyMap<string, number> {
    if (classNames === null || classNames.size === 0) return share;
    for (const [name, count] of share) {
      if (count === 0 || classNames.has(name) || missingClasses.has(name)) continue;
      missingClasses.add(name);
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

  /** Later than all before, even if the clock is set back. */
  #nextTimestamp(): number {
    this.#lastTimestamp = Math.max(epochSeconds(), this.#lastTimestamp + 1e-3);
    return this.#lastTimestamp;
  }
}

/** Whether a worker has other users to run than before; null for none. */
function isChange(
  before: ReadonlyMap<string, number> | null,
  wanted: ReadonlyMap<string, number> = new Map(),
): boolean {
  return [...wanted].some(([name, count]) => count !== (before?.get(name) ?? 0));
}

/** How long a master waits for the `quit` messages of its workers beyond their stop timeout, ms. */
const quitWaitMs = 3_000;
