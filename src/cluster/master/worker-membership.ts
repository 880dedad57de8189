/** Tracks which workers join, are missing, return and leave, and redistributes the users of the test accordingly. */
import type { Environment } from '../../core/environment.js';
import { isActive } from '../../core/runner.js';
import type { Logger } from '../../util/log/log.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';
import { readHeartbeat } from '../messages/heartbeat.js';
import { toHeartbeatAnswer } from '../messages/heartbeat-answer.js';
import { badMessage, readMap, readUserCounts } from '../messages/wire-values.js';
import type { RemoteFleet } from './remote-fleet.js';
import type { ReportIntake } from './report-intake.js';
import type { WorkerRecord } from './worker-record.js';
import type { WorkerRegistry } from './worker-registry.js';

/** Locust's limit. */
const cpuWarningPercent = 90;
const maxVersionLength = 50;

/** The parts of a master that membership tracking uses. */
export interface MembershipParts {
  readonly environment: Environment;
  readonly registry: WorkerRegistry;
  readonly fleet: RemoteFleet;
  readonly intake: ReportIntake;
  readonly send: (id: string, type: string, data: unknown) => void;
  readonly version: string;
  /** Whether the users of a missing worker are redistributed at once, not only with the next step or once it is forgotten. */
  readonly rebalances: boolean;
}

/** Log lines and rules are Locust's, except where its rules would lose users. */
export class WorkerMembership {
  readonly #parts: MembershipParts;
  readonly #registry: WorkerRegistry;
  readonly #logger: Logger;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
    this.#registry = parts.registry;
    this.#logger = parts.environment.log.logger('locust.runners');
  }

  /** `client_ready`. If the worker was connected before, it has no users any more. @throws {TslocError} `BAD_MESSAGE` */
  join(id: string, version: unknown): void {
    if (version === null || version === undefined || version === '' || version === 0) {
      this.#logger.error(`An old (pre 2.0) worker tried to connect (${id}). That's not going to work.`);
      return;
    }
    if (typeof version !== 'string' && version !== -1) throw badMessage('a version, or -1', version);
    const isNew = this.#registry.get(id) === undefined;
    const record = this.#registry.register(id);
    this.#parts.send(id, 'ack', { index: record.index, tsloc: this.#parts.version });
    this.#parts.environment.events.workerConnect.fire({ clientId: id });
    const count = this.#registry.available.length;
    const text = `Worker ${id} (index ${record.index}) reported as ready. ${count} workers connected.`;
    if (isNew) this.#logger.info(text);
    else this.#logger.debug(text);
    this.#parts.fleet.nodesChanged();
  }

  /** `heartbeat`. @throws {TslocError} `BAD_MESSAGE` */
  onHeartbeat(id: string, data: unknown): void {
    const heartbeat = readHeartbeat(data);
    const { progress, cpuUsage } = heartbeat;
    const record = this.#registry.get(id);
    if (record === undefined) {
      this.#answerUnknown(id, progress !== null);
      return;
    }
    const wasMissing = record.state === 'missing';
    if (!record.onHeartbeat(heartbeat)) return;
    const { events } = this.#parts.environment;
    const answer = { received: record.ledger.upTo, epochs: this.#parts.fleet.epochs };
    this.#parts.send(id, 'heartbeat', record.isTsloc ? toHeartbeatAnswer(answer) : null);
    if (progress !== null) this.#parts.intake.noteClock(id, progress.epochSeconds);
    events.heartbeatSent.fire({ clientId: id, timestamp: steadyEpochSeconds() });
    if (cpuUsage > cpuWarningPercent && !record.hasCpuWarning) this.#warnOfCpu(record);
    if (progress !== null) this.#compareVersion(record, progress.version);
    if (progress?.hasFailed && !record.hasFailed) this.#noteFailure(record);
    if (progress?.isStuck) this.#parts.fleet.workerIsStuck();
    if (wasMissing) this.#heal(record);
  }

  /** `spawning_complete`. @throws {TslocError} `BAD_MESSAGE` */
  complete(record: WorkerRecord, data: unknown): void {
    const { user_classes_count: counts, tsloc } = readMap(data, 'spawning_complete');
    const { command } = record;
    const isOld = tsloc !== undefined && readMap(tsloc, 'tsloc').timestamp !== command?.timestamp;
    if (isOld || command?.type !== 'spawn') return;
    if (record.state !== 'missing') record.state = 'running';
    record.setUsers(readUserCounts(counts, 'user_classes_count'));
    command.isDone = true;
  }

  /** `client_stopped`: the worker has no users, and is about to say that it is ready for more. */
  stopped(record: WorkerRecord): void {
    const { command } = record;
    record.state = 'stopped';
    record.setUsers(new Map());
    if (command !== null) command.isDone = true;
    this.#registry.refresh();
    if (command?.type === 'spawn') this.#parts.fleet.nodesChanged();
  }

  /** `quit`. */
  left(record: WorkerRecord): void {
    const { id, index } = record;
    this.#registry.remove(id);
    if (record.command?.type === 'quit') return;
    this.#logger.info(`Worker ${id} (index ${index}) quit. ${this.#registry.available.length} workers connected.`);
    this.#miss('The last worker quit, stopping test.', true);
  }

  /** The connection is broken. A worker that was told to leave has done so: Boomer's sends no `quit`. */
  disconnected(id: string): void {
    const record = this.#registry.get(id);
    if (record !== undefined && !record.isTsloc && record.command?.type === 'quit') this.#registry.remove(id);
  }

  /** The connection is broken, and the worker will not reconnect. */
  lost(id: string): void {
    const record = this.#registry.get(id);
    if (record === undefined) return;
    this.#registry.remove(id);
    if (record.command?.type === 'quit') return;
    this.#logger.error(`Worker ${id} (index ${record.index}) has ended: its users go to the others.`);
    this.#miss('The last worker has ended, stopping test.', true);
  }

  /** To be called each second: silent workers go missing, then are forgotten. */
  tick(): void {
    for (const record of this.#registry.all) {
      const fate = record.age();
      if (fate === 'missing') this.#missing(record);
      if (fate === 'forgotten') this.#forget(record);
    }
  }

  /**
   * The worker was removed, or joined an earlier master at this address. One of Locust has to leave; one of tsloc joins again,
   * also if the earlier master was not tsloc: it finds the extra key in `quit`, which others ignore.
   */
  #answerUnknown(id: string, isTsloc: boolean): void {
    this.#logger.debug(`Got a heartbeat of an unknown worker ${id}`);
    if (isTsloc) this.#parts.send(id, 'tsloc_unknown', null);
    else this.#parts.send(id, 'quit', { tsloc: { isUnknown: true } });
  }

  #warnOfCpu(record: WorkerRecord): void {
    const { environment } = this.#parts;
    record.hasCpuWarning = true;
    const { id, cpuUsage } = record;
    this.#logger.warning(`Worker ${id} exceeded cpu threshold (will only log this once per worker)`);
    environment.events.cpuWarning.fire({ environment, cpuUsage, clientId: id });
  }

  /** As where it fails in one process: exit code 2. */
  #noteFailure(record: WorkerRecord): void {
    record.hasFailed = true;
    this.#parts.environment.unhandledError = true;
    this.#logger.error(`A listener or another part of the test has failed on worker ${record.id}: its log says which.`);
  }

  /** Locust's text; its own workers, whose versions are others anyway, are not compared. */
  #compareVersion(record: WorkerRecord, theirs: string): void {
    const { version } = this.#parts;
    if (record.hasVersionWarning || theirs === version || theirs === '') return;
    record.hasVersionWarning = true;
    const [id, shown] = [record.id, theirs.slice(0, maxVersionLength)];
    this.#logger.warning(
      `A worker (${id}) running a different version (${shown}) connected, master version is ${version}`,
    );
  }

  #missing({ id }: WorkerRecord): void {
    this.#logger.info(`Worker ${id} failed to send heartbeat, setting state to missing.`);
    this.#registry.refresh();
    this.#miss('The last worker went missing, stopping test.', this.#parts.rebalances);
  }

  #forget({ id }: WorkerRecord): void {
    this.#registry.remove(id);
    this.#parts.fleet.workerForgotten(id);
  }

  #heal(record: WorkerRecord): void {
    this.#logger.info(`Worker ${record.id} self-healed with heartbeat, setting status to ${record.state}.`);
    this.#registry.refresh();
    this.#parts.fleet.nodesChanged();
  }

  /** A worker is gone: without any worker the test ends; otherwise the others get its users if `redistributes`. */
  #miss(lastText: string, redistributes: boolean): void {
    const { runner } = this.#parts.environment;
    if (isActive(runner?.state) && this.#registry.available.length === 0) {
      this.#logger.info(lastText);
      runner?.endTest();
    }
    if (redistributes) this.#parts.fleet.nodesChanged();
  }
}
