/** A master: handles the messages of its workers. An invalid message is ignored and has no other effect. */
import type { Environment } from '../../core/environment.js';
import { UnknownMessages } from '../../core/unknown-messages.js';
import type { LoadRunner } from '../../runner/load-runner.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import { keptLines } from '../../util/log/recent-lines.js';
import { repeat } from '../../util/loop/clock.js';
import { leaseType } from '../leases/lease-messages.js';
import { MasterLeases } from '../leases/master-leases.js';
import type { MasterLink } from '../link/link.js';
import { packedReportOf } from '../messages/codec.js';
import type { ClusterMessage } from '../messages/message.js';
import { MessageFaults } from '../messages/message-faults.js';
import { badMessage, readList, readMap, readText } from '../messages/wire-values.js';
import { type ClassChange, classChangeFor } from './class-change.js';
import { RemoteFleet } from './remote-fleet.js';
import { ReportIntake } from './report-intake.js';
import { WorkerMembership } from './worker-membership.js';
import type { WorkerRecord } from './worker-record.js';
import { WorkerRegistry } from './worker-registry.js';
import { awaitWorkers } from './worker-wait.js';

const tickMs = 1_000;
/** Of all lines of a worker, in characters; half of them are dropped where they are longer. */
const maxLogLength = 250_000;
const defaultSettleMs = 1_000;

/** What a master is made of. */
export interface MasterNodeParts {
  readonly environment: Environment;
  readonly link: MasterLink;
  readonly version: string;
  /** Whether the users of a missing worker are redistributed at once, not only with the next step or once it is forgotten. */
  readonly rebalances: boolean;
  /** Whether a broken connection means that the worker is gone: one to a child process is never made again. */
  readonly losesWorkersAtOnce?: boolean;
  /** How long the end of a ramp waits for the reports of its users, ms; Locust's second by default. */
  readonly settleMs?: number;
  /** The answer to a worker that asks for the locustfile; without it, a text that there is none. */
  readonly serveFiles?: (request: unknown) => Promise<unknown>;
}

type Handler = (id: string, message: ClusterMessage) => void;

/** One master. */
export class MasterNode {
  readonly fleet: RemoteFleet;
  /** Called with all lines that a worker keeps of its log. */
  onLog: ((id: string, lines: readonly string[]) => void) | null = null;
  readonly #parts: MasterNodeParts;
  readonly #environment: Environment;
  readonly #registry = new WorkerRegistry();
  readonly #membership: WorkerMembership;
  readonly #leases: MasterLeases;
  readonly #faults: MessageFaults;
  readonly #unknown: UnknownMessages;
  readonly #logger: Logger;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #stopTimer: (() => void) | null = null;

  constructor(parts: MasterNodeParts) {
    this.#parts = parts;
    const { environment, version, rebalances, settleMs = defaultSettleMs } = parts;
    this.#environment = environment;
    this.#logger = environment.log.logger('locust.runners');
    this.#faults = new MessageFaults(this.#logger);
    this.#unknown = new UnknownMessages(this.#logger);
    const send = (id: string, type: string, data: unknown) => this.#send(id, type, data);
    const shared = { environment, registry: this.#registry, send };
    const intake = new ReportIntake(environment, this.#registry);
    intake.onClassesMissing = () => this.fleet.nodesChanged();
    this.#leases = new MasterLeases(shared);
    this.fleet = new RemoteFleet({ ...shared, settleMs, leases: this.#leases });
    this.#membership = new WorkerMembership({ ...shared, fleet: this.fleet, intake, version, rebalances });
    this.#handlers = this.#createHandlers(intake);
    environment.readGeneratorUsage = () => this.#registry.usage;
  }

  /** Every worker, those that are missing included. */
  get workers(): readonly WorkerRecord[] {
    return this.#registry.all;
  }

  /** Binds the address of the master. @throws {TslocError} `PORT_IN_USE`, `PORT_NOT_USABLE` */
  async start(): Promise<void> {
    const { link } = this.#parts;
    link.onMessage = (identity, message) => this.#receive(identity, message);
    link.onRejected = (identity, reason) => this.#reject(identity, reason);
    link.onDisconnected = (identity) => this.#disconnected(identity);
    await link.start();
    this.#stopTimer = repeat(tickMs, () => this.#tick());
  }

  /** Sends a custom message to one worker, or to all. @throws {TslocError} `MESSAGE_NOT_SENDABLE` */
  sendMessage(type: string, data: unknown, clientId?: string): void {
    for (const id of clientId === undefined ? this.#registry.all.map((one) => one.id) : [clientId])
      this.#send(id, type, data);
  }

  /** The page has changed a class: tells each worker that can apply it. */
  changeClass(change: ClassChange): void {
    for (const record of this.#registry.all) {
      const data = classChangeFor(record, change);
      if (data !== null) this.#send(record.id, 'update_user_class', data);
    }
  }

  /**
   * Resolves with true when as many workers as expected are ready, with false if that takes too long.
   * @throws the reason of `signal`
   */
  untilReady(signal: AbortSignal): Promise<boolean> {
    return awaitWorkers(this.#environment, () => this.workers, signal);
  }

  /** Tells all workers to leave, synchronously: the process is about to end. */
  abandon(): void {
    for (const { id } of this.#registry.all) this.#send(id, 'quit', null);
  }

  /** Tells all workers to leave, waits until they have reported the rest, and closes the port. */
  async close(): Promise<void> {
    await this.fleet.close();
    this.#stopTimer?.();
    await this.#parts.link.close();
  }

  #createHandlers(intake: ReportIntake): ReadonlyMap<string, Handler> {
    const membership = this.#membership;
    const ofWorker = (act: (record: WorkerRecord, data: unknown) => void): Handler => {
      return (id, { data }) => this.#withWorker(id, (record) => act(record, data));
    };
    return new Map<string, Handler>([
      ['client_ready', (id, { data }) => membership.join(id, data)],
      ['heartbeat', (id, { data }) => membership.onHeartbeat(id, data)],
      ['stats', (id, message) => intake.take(id, packedReportOf(message) ?? message.data, this.fleet.epochs)],
      ['spawning', ofWorker((record) => this.#noteSpawning(record))],
      ['spawning_complete', ofWorker((record, data) => membership.complete(record, data))],
      ['client_stopped', ofWorker((record) => membership.stopped(record))],
      ['quit', ofWorker((record) => membership.left(record))],
      ['exception', (id, { data }) => intake.takeException(id, data)],
      ['logs', ofWorker((record, data) => this.#keepLog(record, data))],
      ['locustfile', (id, { data }) => void this.#serveFiles(id, data)],
      [leaseType, ofWorker(({ id }, data) => this.#leases.request(id, data))],
      ['tsloc_end_test', ofWorker((record, data) => this.#endTest(record, data))],
    ]);
  }

  #receive(identity: string, message: ClusterMessage): void {
    const { type, nodeId } = message;
    try {
      if (nodeId !== identity) throw badMessage(`the sender to call itself ${identity}`, nodeId);
      const handle = this.#handlers.get(type);
      if (handle === undefined) this.#receiveCustom(identity, message);
      else handle(identity, message);
      this.#changed();
    } catch (thrown) {
      this.#faults.count(identity, `${String(type).slice(0, 50)}: ${messageOf(thrown)}`);
    }
  }

  #receiveCustom(id: string, { type, data }: ClusterMessage): void {
    this.#withWorker(id, () => {
      const runner = this.#environment.runner as LoadRunner | null;
      if (!runner?.receiveMessage({ type, data, nodeId: id })) this.#unknown.count(type, id);
    });
  }

  #noteSpawning(record: WorkerRecord): void {
    if (!record.isTsloc && record.isAvailable) record.state = 'spawning';
  }

  #keepLog({ id }: WorkerRecord, data: unknown): void {
    const given = readList(readMap(data, 'logs').logs, 'logs').slice(-keptLines);
    const lines = given.map((line) => readText(line, 'a line'));
    while (lines.reduce((sum, { length }) => sum + length, 0) > maxLogLength)
      lines.splice(0, Math.ceil(lines.length / 2));
    this.onLog?.(id, lines);
  }

  async #serveFiles(id: string, request: unknown): Promise<void> {
    try {
      this.#send(id, 'locustfile', (await this.#parts.serveFiles?.(request)) ?? { error: noFile });
    } catch (thrown) {
      this.#faults.count(id, `locustfile: ${messageOf(thrown)}`);
    }
  }

  #endTest({ id }: WorkerRecord, data: unknown): void {
    const { code, message, exit_code: exitCode } = readMap(data, 'tsloc_end_test');
    const text = readText(message, 'message');
    if (text !== '') {
      const details = { exitCode: Number(exitCode ?? 1) & 0xff };
      const name = readText(code, 'code') || 'WORKER_FAILED';
      this.#environment.fatalError ??= new TslocError(name, `On worker ${id}: ${text}`, details);
    }
    this.#logger.info(`Worker ${id} ends the test.`);
    this.#environment.runner?.endTest();
  }

  #disconnected(identity: string): void {
    if (this.#parts.losesWorkersAtOnce) this.#membership.lost(identity);
    else this.#membership.disconnected(identity);
    this.#changed();
  }

  #tick(): void {
    this.#membership.tick();
    this.fleet.resendCommands();
    this.#leases.tick();
    this.#changed();
  }

  #withWorker(id: string, action: (record: WorkerRecord) => void): void {
    const record = this.#registry.get(id);
    if (record === undefined) this.#logger.debug(`Got a message of an unknown worker ${id}`);
    else action(record);
  }

  #reject(identity: string | null, reason: string): void {
    this.#faults.count(identity, reason, identity === null);
    // A connected worker whose connection has lost bytes: Locust sends it the same reply.
    if (identity !== null && this.#registry.get(identity) !== undefined) this.#send(identity, 'reconnect', null);
  }

  #changed(): void {
    this.#registry.refresh();
    const { requestsInFlight, resentRequests, iterations } = this.#registry.sums;
    this.#environment.requestsInFlight.set(requestsInFlight);
    this.#environment.resentRequests = resentRequests;
    this.#environment.iterations.started = iterations;
    this.fleet.workersChanged();
  }

  #send(id: string, type: string, data: unknown): void {
    this.#parts.link.send(id, { type, data, nodeId: id });
  }
}

const noFile = 'This master has no file to give: start the worker with a file of its own, -f <file>.';
