/** What a master knows of one worker. */
import type { Heartbeat, WorkerState } from './heartbeat.js';
import type { ReportLedger } from './report-ledger.js';

/** Seconds without a heartbeat until a worker is missing, and, as missing, until it is forgotten. Locust's. */
const firstLiveness = 3;
const forgottenAtLiveness = -60;

/** A message that the worker has to act upon. */
export interface PendingOrder {
  readonly type: 'spawn' | 'stop' | 'quit';
  readonly data: unknown;
  /** Epoch seconds by the master's clock; the worker repeats it when it has accepted the order. */
  readonly timestamp: number;
  /** ms */
  sentAt: number;
  isDone: boolean;
}

/** From `client_ready` on, until the worker leaves or is forgotten. */
export class WorkerRecord {
  readonly id: string;
  /** Unique, and the same when the worker comes back. */
  readonly index: number;
  readonly ledger: ReportLedger;
  /** `stopped`: its users are gone, and it has not said yet that it is ready for more. */
  state: WorkerState | 'missing' | 'stopped' = 'ready';
  cpuUsage = 0;
  memoryUsage = 0;
  userCounts: ReadonlyMap<string, number> = new Map();
  /** Users that are not stopping. */
  activeCount = 0;
  /** All of its users have done their iterations. */
  isFinished = false;
  requestsInFlight = 0;
  resentRequests = 0;
  /** It has said so in a heartbeat. */
  isTsloc = false;
  /** The classes that it has named in its first report; null until then. */
  classNames: ReadonlySet<string> | null = null;
  /** The order that it should follow now; null before the first of a test. */
  order: PendingOrder | null = null;
  hasCpuWarning = false;
  /** The number of its latest report, as far as it has said so. */
  lastReport = 0;
  #liveness = firstLiveness;
  #lastBeat = 0;

  constructor(id: string, index: number, ledger: ReportLedger) {
    this.id = id;
    this.index = index;
    this.ledger = ledger;
  }

  /** True if it can have users now. */
  get isAvailable(): boolean {
    return this.state === 'ready' || this.state === 'spawning' || this.state === 'running';
  }

  get userCount(): number {
    let count = 0;
    for (const ofClass of this.userCounts.values()) count += ofClass;
    return count;
  }

  /** True if it was told to stop or to leave, and has done so. */
  get hasEnded(): boolean {
    return this.order === null || (this.order.type !== 'spawn' && this.order.isDone);
  }

  /** True if every report that it has sent was counted; of strangers, as far as anybody knows. */
  get isReported(): boolean {
    return this.ledger.isCompleteTo(this.lastReport);
  }

  /** It has said that it is ready: it has stopped, or has forgotten everything. */
  restart(): void {
    this.state = 'ready';
    this.order = null;
    this.isFinished = false;
    this.#liveness = firstLiveness;
    this.setUsers(new Map());
  }

  /** Called each second; says what has become of it. */
  age(): 'alive' | 'missing' | 'forgotten' {
    if (this.#liveness < 0 && this.state !== 'missing') {
      this.state = 'missing';
      this.setUsers(new Map());
      return 'missing';
    }
    this.#liveness--;
    return this.#liveness <= forgottenAtLiveness ? 'forgotten' : 'alive';
  }

  /** Takes over what a heartbeat says; false for one that came late. */
  hear({ state, cpuUsage, memoryUsage, progress }: Heartbeat): boolean {
    if (progress !== null && progress.number <= this.#lastBeat) return false;
    this.#liveness = firstLiveness;
    this.cpuUsage = cpuUsage;
    this.memoryUsage = memoryUsage;
    if (progress === null) {
      if (this.state !== 'stopped') this.state = state;
      return true;
    }
    this.#lastBeat = progress.number;
    this.isTsloc = true;
    this.state = state;
    this.setUsers(progress.userCounts, progress.activeCount);
    this.isFinished = progress.isFinished;
    this.lastReport = progress.lastReport;
    this.requestsInFlight = progress.requestsInFlight;
    this.resentRequests = progress.resentRequests;
    const { order } = this;
    if (order !== null && progress.jobTimestamp >= order.timestamp)
      order.isDone ||= order.type === 'spawn' ? progress.isJobDone : order.type === 'stop' && state === 'ready';
    return true;
  }

  setUsers(counts: ReadonlyMap<string, number>, activeCount?: number): void {
    this.userCounts = counts;
    this.activeCount = activeCount ?? this.userCount;
  }
}
