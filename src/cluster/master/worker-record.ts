/** What a master knows of one worker. */
import type { GeneratorUsage } from '../../core/generator-usage.js';
import type { Heartbeat, WorkerState } from '../messages/heartbeat.js';
import type { ReportLedger } from './report-ledger.js';

/** Seconds without a heartbeat until a worker is missing, and then until it is removed. Locust's values. */
const firstLiveness = 3;
const forgottenAtLiveness = -60;

const unknownUsage: GeneratorUsage = { cpu: null, memory: null, loopDelay: null };

/** A command that the worker has to execute. */
export interface PendingCommand {
  readonly type: 'spawn' | 'stop' | 'quit';
  readonly data: unknown;
  /** Epoch seconds by the master's clock; the worker sends it back when it has accepted the command. */
  readonly timestamp: number;
  /** In ms. */
  sentAt: number;
  isDone: boolean;
}

/** From `client_ready` on, until the worker leaves or is forgotten. */
export class WorkerRecord {
  readonly id: string;
  /** Unique, and the same when the worker comes back. */
  readonly index: number;
  readonly ledger: ReportLedger;
  /** `stopped`: it has no users, and has not sent `client_ready` yet. */
  state: WorkerState | 'missing' | 'stopped' = 'ready';
  cpuUsage = 0;
  memoryUsage = 0;
  /** Usage in the last second; for a worker that is not tsloc, its latest measurement. */
  usage: GeneratorUsage = unknownUsage;
  userCounts: ReadonlyMap<string, number> = new Map();
  /** Users that are not stopping. */
  activeCount = 0;
  /** All of its users have done their iterations. */
  isExhausted = false;
  /** It stops its users in order to leave. */
  isLeaving = false;
  requestsInFlight = 0;
  resentRequests = 0;
  /** Tasks that it has started in this test. */
  iterations = 0;
  /** Whether a heartbeat had the values that only tsloc sends. */
  isTsloc = false;
  /** The classes that it has, as its reports name them; null if that is not known, as of Boomer, which has none. */
  classNames: ReadonlySet<string> | null = null;
  /** Those that the last `spawn` of its test named, with their numbers of users; null without a test. */
  share: ReadonlyMap<string, number> | null = null;
  /** Whether it has reported since it joined. */
  hasReported = false;
  /** Classes of the test that it does not have, as far as the log has said so. */
  readonly missingClasses = new Set<string>();
  /** The command that it should execute now; null before the first of a test. */
  command: PendingCommand | null = null;
  /** It was missing when its test was stopped: until it has executed the stop, which is sent again, it gets no other users. */
  owesStop = false;
  /** Whether the log has named it as one on which a listener or another part has failed. */
  hasFailed = false;
  hasCpuWarning = false;
  hasVersionWarning = false;
  /** The number of its latest report, as of its last heartbeat. */
  lastReport = 0;
  #liveness = firstLiveness;
  #lastHeartbeat = 0;

  constructor(id: string, index: number, ledger: ReportLedger) {
    this.id = id;
    this.index = index;
    this.ledger = ledger;
  }

  /** True if it can have users now. */
  get isAvailable(): boolean {
    if (this.owesStop) return false;
    return this.state === 'ready' || this.state === 'spawning' || this.state === 'running';
  }

  get userCount(): number {
    let count = 0;
    for (const ofClass of this.userCounts.values()) count += ofClass;
    return count;
  }

  /** True if it was told to stop or to leave, and has done so. */
  get hasEnded(): boolean {
    return this.command === null || (this.command.type !== 'spawn' && this.command.isDone);
  }

  /** True if every report that it has sent was counted; always true of workers other than tsloc: they send no numbers. */
  get isReported(): boolean {
    return this.ledger.isCompleteTo(this.lastReport);
  }

  /** It has sent `client_ready`: it has stopped, or was restarted. */
  restart(): void {
    this.state = 'ready';
    this.command = null;
    this.share = null;
    this.hasReported = false;
    this.isExhausted = false;
    this.isLeaving = false;
    this.owesStop = false;
    this.#liveness = firstLiveness;
    this.setUsers(new Map());
  }

  /** Call it each second. Returns `missing` once, when the worker becomes missing, and `forgotten` when it should be removed. */
  age(): 'alive' | 'missing' | 'forgotten' {
    if (this.#liveness < 0 && this.state !== 'missing') {
      this.state = 'missing';
      this.setUsers(new Map());
      return 'missing';
    }
    this.#liveness--;
    return this.#liveness <= forgottenAtLiveness ? 'forgotten' : 'alive';
  }

  /** Copies the values of a heartbeat; false for one that arrived late. */
  onHeartbeat({ state, cpuUsage, memoryUsage, progress }: Heartbeat): boolean {
    if (progress !== null && progress.number <= this.#lastHeartbeat) return false;
    this.#liveness = firstLiveness;
    this.cpuUsage = cpuUsage;
    this.memoryUsage = memoryUsage;
    this.usage = progress?.usage ?? usageOf({ cpuUsage, memoryUsage });
    if (progress === null) {
      if (this.state !== 'stopped') this.state = state;
      return true;
    }
    this.#lastHeartbeat = progress.number;
    this.isTsloc = true;
    this.state = state;
    this.setUsers(progress.userCounts, progress.activeCount);
    this.isExhausted = progress.isExhausted;
    this.isLeaving = progress.isLeaving;
    this.lastReport = progress.lastReport;
    this.requestsInFlight = progress.requestsInFlight;
    this.resentRequests = progress.resentRequests;
    this.iterations = progress.iterations;
    const { command } = this;
    if (command !== null && progress.jobTimestamp >= command.timestamp)
      command.isDone ||= command.type === 'spawn' ? progress.isJobDone : command.type === 'stop' && state === 'ready';
    return true;
  }

  setUsers(counts: ReadonlyMap<string, number>, activeCount?: number): void {
    this.userCounts = counts;
    this.activeCount = activeCount ?? this.userCount;
  }
}

/** Zeros until the worker has measured for the first time. */
function usageOf({ cpuUsage, memoryUsage }: Pick<Heartbeat, 'cpuUsage' | 'memoryUsage'>): GeneratorUsage {
  return memoryUsage === 0 ? unknownUsage : { cpu: cpuUsage / 100, memory: memoryUsage, loopDelay: null };
}
