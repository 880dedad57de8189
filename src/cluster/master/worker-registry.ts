/** The workers of a master: those connected, those missing, and the identities of earlier ones. */
import type { GeneratorUsage } from '../../core/generator-usage.js';
import { badMessage } from '../messages/wire-values.js';
import { ReportLedger } from './report-ledger.js';
import { sortWorkers } from './sort-workers.js';
import { WorkerRecord } from './worker-record.js';

/** The most workers at once, those that are missing included: any program may join, and each takes memory. */
const maxWorkers = 10_000;
/** The most identities that are remembered: an attacker could send new ones without end. */
const maxKnown = 100_000;

/** What is kept of a worker for as long as the master lives. */
interface KnownWorker {
  readonly index: number;
  readonly ledger: ReportLedger;
}

/** Sums over workers. */
interface WorkerSums {
  requestsInFlight: number;
  resentRequests: number;
  iterations: number;
}

const noSums: Readonly<WorkerSums> = { requestsInFlight: 0, resentRequests: 0, iterations: 0 };

/** By identity. */
export class WorkerRegistry {
  readonly #records = new Map<string, WorkerRecord>();
  readonly #known = new Map<string, KnownWorker>();
  #nextIndex = 0;
  #departed: WorkerSums = { ...noSums };
  #available: readonly string[] | null = null;

  get(id: string): WorkerRecord | undefined {
    return this.#records.get(id);
  }

  get byId(): ReadonlyMap<string, WorkerRecord> {
    return this.#records;
  }

  get all(): readonly WorkerRecord[] {
    return [...this.#records.values()];
  }

  /** Those that can have users, in the order in which they get them. */
  get available(): readonly WorkerRecord[] {
    this.#available ??= sortWorkers(this.all.filter(({ isAvailable }) => isAvailable).map(({ id }) => id));
    return this.#available.map((id) => this.#records.get(id) as WorkerRecord);
  }

  /** To be called after the state of a worker has changed. */
  refresh(): void {
    this.#available = null;
  }

  /** A worker has sent `client_ready`: from now on it has no users and no command. @throws {TslocError} `BAD_MESSAGE` if there are too many */
  register(id: string): WorkerRecord {
    if (!this.#records.has(id) && this.#records.size >= maxWorkers)
      throw badMessage(`at most ${maxWorkers} workers`, this.#records.size + 1);
    const { index, ledger } = this.#remember(id);
    const record = this.#records.get(id) ?? new WorkerRecord(id, index, ledger);
    record.restart();
    this.#records.set(id, record);
    this.refresh();
    return record;
  }

  /** Sums that workers reported for this test, including workers that have left. */
  get sums(): WorkerSums {
    const sums = { ...this.#departed };
    for (const { requestsInFlight, resentRequests, iterations } of this.#records.values()) {
      sums.requestsInFlight += requestsInFlight;
      sums.resentRequests += resentRequests;
      sums.iterations += iterations;
    }
    return sums;
  }

  /** The highest values that connected workers have reported; null where none has. */
  get usage(): GeneratorUsage {
    const usages = this.all.filter(({ isAvailable }) => isAvailable).map(({ usage }) => usage);
    const highest = (key: keyof GeneratorUsage) => {
      const values = usages.flatMap((usage) => usage[key] ?? []);
      return values.length === 0 ? null : Math.max(...values);
    };
    return { cpu: highest('cpu'), memory: highest('memory'), loopDelay: highest('loopDelay') };
  }

  /** Another test begins: sums of the previous one are cleared. */
  clearSums(): void {
    this.#departed = { ...noSums };
    for (const record of this.#records.values()) Object.assign(record, this.#departed);
  }

  /** The worker is gone; its number and its ledger stay. */
  remove(id: string): void {
    const { requestsInFlight, resentRequests, iterations } = this.#records.get(id) ?? noSums;
    this.#departed.requestsInFlight += requestsInFlight;
    this.#departed.resentRequests += resentRequests;
    this.#departed.iterations += iterations;
    this.#records.delete(id);
    this.refresh();
  }

  /** The ledger of a worker that has joined at any time; undefined for others. */
  ledgerOf(id: string): ReportLedger | undefined {
    return this.#known.get(id)?.ledger;
  }

  #remember(id: string): KnownWorker {
    const known = this.#known.get(id) ?? { index: this.#nextIndex++, ledger: new ReportLedger() };
    this.#known.set(id, known);
    if (this.#known.size > maxKnown) {
      const gone = [...this.#known.keys()].find((one) => one !== id && !this.#records.has(one));
      if (gone !== undefined) this.#known.delete(gone);
    }
    return known;
  }
}
