/** A worker: joins a master, executes its commands, and reports to it. */
import type { Environment } from '../../core/environment.js';
import type { UserClass } from '../../user/classes/check.js';
import { ClassEditor } from '../../user/classes/class-editor.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import { now, sleep, steadyEpochSeconds } from '../../util/loop/clock.js';
import { Conditions } from '../condition.js';
import { WorkerLeases } from '../leases/worker-leases.js';
import type { WorkerLink } from '../link/link.js';
import { readHeartbeatAnswer } from '../messages/heartbeat-answer.js';
import { readCount, readOptionalMap } from '../messages/wire-values.js';
import { type HeartbeatParts, HeartbeatSender } from './heartbeat-sender.js';
import { reportBeforeLeaving } from './leave-master.js';
import { MasterWatch } from './master-watch.js';
import { updateClass } from './update-class.js';
import { WorkerCommands } from './worker-commands.js';
import { WorkerInbox } from './worker-inbox.js';
import type { WorkerLog } from './worker-log.js';
import { WorkerRegistration } from './worker-registration.js';
import { WorkerReports } from './worker-reports.js';
import { WorkerRunner } from './worker-runner.js';
import { WorkerTimers } from './worker-timers.js';

const intervalMs = { heartbeat: 1_000, report: 1_000, log: 10_000 };

const unknownHere = 'The master does not know this worker';

/** What a worker is made of. */
export interface WorkerNodeParts extends Partial<Pick<HeartbeatParts, 'version'>> {
  readonly environment: Environment;
  readonly link: WorkerLink;
  /** Lines for the master; null sends none. */
  readonly log: WorkerLog | null;
  /** Locust's LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP. */
  readonly waitBeforeReadySeconds?: number;
}

/** One worker. */
export class WorkerNode {
  readonly runner: WorkerRunner;
  /** Resolves when the worker has left its master. */
  readonly ended: Promise<void>;
  readonly #parts: WorkerNodeParts;
  readonly #link: WorkerLink;
  readonly #environment: Environment;
  readonly #logger: Logger;
  readonly #registration: WorkerRegistration;
  readonly #reports: WorkerReports;
  readonly #leases: WorkerLeases;
  readonly #watch = new MasterWatch();
  readonly #heartbeats: HeartbeatSender;
  readonly #answers = new Conditions();
  readonly #inbox: WorkerInbox;
  readonly #classes: ClassEditor;
  readonly #timers = new WorkerTimers();
  #end = () => {};
  readonly #commands: WorkerCommands;
  #leaving: Promise<void> | null = null;
  #isConnected = false;

  constructor(parts: WorkerNodeParts) {
    this.#parts = parts;
    const { environment, link } = parts;
    this.#environment = environment;
    this.#link = link;
    this.#logger = environment.log.logger('locust.runners');
    const send = (type: string, data: unknown) => this.#send(type, data);
    this.runner = new WorkerRunner(environment, link.identity, {
      send,
      endTest: () => this.#endTest(),
      quit: () => void this.leave(),
    });
    this.#registration = new WorkerRegistration(send, this.#logger, () => {
      if (this.#isConnected && link.canDieSilently) link.reconnect();
    });
    this.#reports = new WorkerReports(environment, link.identity, send);
    this.#leases = new WorkerLeases(environment, send);
    this.#commands = new WorkerCommands(this.runner, this.#reports, {
      send,
      tellStuck: () => this.#heartbeats.isMasterTsloc && this.#heartbeats.send(true),
      stopped: () => this.#stopped(),
    });
    const own = { runner: this.runner, commands: this.#commands, reports: this.#reports };
    this.#heartbeats = new HeartbeatSender({ ...own, send, version: parts.version ?? '' });
    this.#inbox = new WorkerInbox({
      handlers: this.#createHandlers(),
      receiveCustom: (message) => this.runner.receiveMessage(message),
      logger: this.#logger,
    });
    this.#classes = new ClassEditor(environment.userClasses as UserClass[]);
    environment.runner = this.runner;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /**
   * Resolves when the master has acknowledged this worker and `prepare` is done; commands that arrive before wait for it.
   * If `prepare` fails, the worker leaves.
   * @throws {TslocError} `MASTER_NOT_FOUND`, and what `prepare` throws
   */
  async start(prepare: () => Promise<void> = async () => {}): Promise<void> {
    const link = this.#link;
    link.onMessage = (message) => this.#inbox.receive(message);
    link.onRejected = (reason, isConnectionRefused) => this.#inbox.reject(reason, isConnectionRefused);
    link.onConnected = () => this.#connected();
    link.onDisconnected = () => this.#disconnected();
    await link.start();
    await this.#registration.join();
    if (this.#leaving !== null) return;
    this.#timers.every(intervalMs.heartbeat, () => this.#keepUp()); // `prepare` may take longer than a master waits for heartbeats
    await this.#prepare(prepare);
    this.#inbox.open();
    if (this.#leaving !== null) return;
    this.#timers.every(intervalMs.report, () => this.#reports.isDue(this.#heartbeats.isMasterTsloc) && this.#report());
    this.#timers.every(intervalMs.log, () => this.#sendLog());
  }

  /** True as soon as it stops its users in order to leave. */
  get isLeaving(): boolean {
    return this.#leaving !== null;
  }

  /** Stops users, reports the rest, tells the master, and closes the connection. */
  leave(): Promise<void> {
    this.#leaving ??= this.#leave();
    return this.#leaving;
  }

  async #prepare(prepare: () => Promise<void>): Promise<void> {
    try {
      await prepare();
    } catch (thrown) {
      this.#leaving ??= this.#close();
      await this.#leaving;
      throw thrown;
    }
  }

  #connected(): void {
    this.#isConnected = true;
    this.#watch.connected(now());
  }

  #disconnected(): void {
    this.#isConnected = false;
    this.#logger.warning('The connection to the master is broken; connecting again.');
  }

  #createHandlers(): ReadonlyMap<string, (data: unknown) => void> {
    return new Map<string, (data: unknown) => void>([
      ['ack', (data) => this.#acknowledged(data)],
      ['heartbeat', (data) => this.#answered(data)],
      ['spawn', (data) => this.#leaving === null && this.#commands.spawn(data)],
      ['spawning_complete', (data) => this.#commands.rampEnded(data)],
      ['stop', (data) => this.#leaving === null && this.#commands.stop(readOptionalMap(data, 'stop'))],
      ['quit', (data) => this.#quit(data)],
      ['reconnect', () => this.#reconnect()],
      ['update_user_class', (data) => updateClass(this.#classes, data, this.#logger)],
      ...this.#leases.handlers,
      ['tsloc_hold', () => this.runner.hold()],
      ['tsloc_unknown', () => this.#rejoin(unknownHere)],
    ]);
  }

  /** A tsloc master sends `tsloc` to a worker that had another master, of Locust. */
  #quit(data: unknown): void {
    if (Object.hasOwn(Object(data), 'tsloc')) this.#rejoin(unknownHere);
    else {
      if (this.#leaving === null) this.#logger.info('Got quit message from master, shutting down...');
      void this.leave();
    }
  }

  #reconnect(): void {
    this.#logger.warning('Received reconnect message from master, resetting connection.');
    this.#link.reconnect();
  }

  #acknowledged(data: unknown): void {
    const { index, tsloc } = readOptionalMap(data, 'ack');
    if (index !== undefined && index !== null) this.runner.workerIndex = readCount(index, 'index');
    this.#heartbeats.isMasterTsloc = tsloc !== undefined;
    this.#leases.isShared = this.#heartbeats.isMasterTsloc;
    if (this.#heartbeats.isMasterTsloc) this.#watch.answered(now());
    this.#registration.acknowledge();
  }

  #answered(data: unknown): void {
    this.#watch.answered(now());
    this.#environment.events.heartbeatReceived.fire({ clientId: this.#link.identity, timestamp: steadyEpochSeconds() });
    const { received, epochs } = readHeartbeatAnswer(data);
    if (received !== undefined) this.#reports.acknowledge(received);
    if (epochs !== undefined) this.#commands.compareEpochs(epochs);
    this.#answers.check();
  }

  async #stopped(): Promise<void> {
    if (this.#leaving !== null) return;
    this.#leases.giveBack();
    this.#report(true);
    if (this.#heartbeats.isMasterTsloc) this.#heartbeats.send();
    this.#registration.forget();
    this.#send('client_stopped', null);
    if (!this.#heartbeats.isMasterTsloc)
      await sleep(this.#environment.stopTimeoutMs + (this.#parts.waitBeforeReadySeconds ?? 0) * 1000);
    this.#join();
  }

  #join(): void {
    if (this.#leaving !== null) return;
    this.#commands.becomeReady();
    this.#watch.reset();
    this.#registration.join().catch((thrown) => this.#giveUp(messageOf(thrown)));
  }

  /** Joins again. Measurements for a master that is gone, or does not know them, are dropped. */
  #rejoin(reason: string): void {
    if (this.#commands.isStopping || this.#leaving !== null || !this.#registration.isJoined) return;
    this.#logger.warning(`${reason}: stopping its users and joining again.`);
    this.#registration.forget();
    this.#watch.reset();
    void this.#commands.reset().then(() => {
      this.#reports.drop();
      this.#leases.reset();
      this.#heartbeats.forgetErrors();
      this.#join();
    });
  }

  #keepUp(): void {
    this.#heartbeats.beat();
    this.#reports.resend();
    this.#leases.keepUp();
    if (!this.#registration.isJoined) return;
    const state = this.#watch.check(now());
    if (state === 'forgotten') this.#rejoin('The master was restarted');
    if (state === 'lost') this.#giveUp("Didn't get heartbeat from master in over 60s");
  }

  #giveUp(reason: string): void {
    if (this.#leaving === null) this.#logger.error(`${reason}: quitting.`);
    void this.leave();
  }

  #report(isLast = false): void {
    if (!this.#registration.isJoined) return;
    this.#reports.report(this.runner.userClassesCount, this.#heartbeats.isMasterTsloc, isLast);
  }

  #sendLog(): void {
    const logs = this.#parts.log?.take(this.#logger) ?? null;
    if (logs !== null) this.#send('logs', { worker_id: this.#link.identity, logs });
  }

  /** A task has thrown StopTest, or no user can run: the master decides for all nodes. */
  #endTest(): void {
    const { fatalError: error } = this.#environment;
    if (error !== null) this.#logger.error(error.message);
    if (!this.#heartbeats.isMasterTsloc) {
      this.#logger.warning('This worker leaves: its master cannot be told that the test is to end.');
      void this.leave();
      return;
    }
    const { code, exitCode } = TslocError.is(error) ? error : { code: null, exitCode: null };
    this.#send('tsloc_end_test', { code, exit_code: exitCode, message: error?.message ?? null });
  }

  async #leave(): Promise<void> {
    this.#heartbeats.isLeaving = true;
    this.#registration.leave();
    await reportBeforeLeaving({
      runner: this.runner,
      heartbeats: this.#heartbeats,
      reports: this.#reports,
      leases: this.#leases,
      registration: this.#registration,
      answers: this.#answers,
      logger: this.#logger,
      report: () => this.#report(true),
      sendLog: () => this.#sendLog(),
    });
    await this.#close();
  }

  async #close(): Promise<void> {
    this.#send('quit', null);
    this.#timers.stop();
    this.#heartbeats.stop();
    await this.#link.close();
    this.#end();
  }

  #send(type: string, data: unknown): void {
    this.#link.send({ type, data, nodeId: this.#link.identity });
  }
}
