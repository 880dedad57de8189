/** The workers of a master: who is there, who is missing, and who was. */
import { ReportLedger } from './report-ledger.js';
import { orderWorkers } from './worker-order.js';
import { WorkerRecord } from './worker-record.js';

/** Identities that are remembered: a stranger could come with ever new ones. */
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
}

/** By identity. */
export class WorkerRegistry {
  readonly #records = new Map<string, WorkerRecord>();
  readonly #known = new Map<string, KnownWorker>();
  #nextIndex = 0;
  #departed: WorkerSums = { requestsInFlight: 0, resentRequests: 0 };
  #available: readonly string[] | null = null;

  get(id: string): WorkerRecord | undefined {
    return this.#records.get(id);
  }

  get all(): readonly WorkerRecord[] {
    return [...this.#records.values()];
  }

  /** Those that can have users, in the order in which they get them. */
  get available(): readonly WorkerRecord[] {
    this.#available ??= orderWorkers(this.all.filter(({ isAvailable }) => isAvailable).map(({ id }) => id));
    return this.#available.map((id) => this.#records.get(id) as WorkerRecord);
  }

  /** To be called after the state of a worker has changed. */
  refresh(): void {
    this.#available = null;
  }

  /** A worker says that it is ready: it has no users and no order, whatever was known of it. */
  register(id: string): WorkerRecord {
    const { index, ledger } = this.#remember(id);
    const record = this.#records.get(id) ?? new WorkerRecord(id, index, ledger);
    record.restart();
    this.#records.set(id, record);
    this.refresh();
    return record;
  }

  /** What workers have said of this test, those that have left included. */
  get sums(): WorkerSums {
    const sums = { ...this.#departed };
    for (const { requestsInFlight, resentRequests } of this.#records.values()) {
      sums.requestsInFlight += requestsInFlight;
      sums.resentRequests += resentRequests;
    }
    return sums;
  }

  /** Another test begins: what was said of the one before is forgotten. */
  clearSums(): void {
    this.#departed = { requestsInFlight: 0, resentRequests: 0 };
    for (const record of this.#records.values()) Object.assign(record, this.#departed);
  }

  /** The worker is gone; its number and its ledger stay. */
  remove(id: string): void {
    const { requestsInFlight = 0, resentRequests = 0 } = this.#records.get(id) ?? {};
    this.#departed.requestsInFlight += requestsInFlight;
    this.#departed.resentRequests += resentRequests;
    this.#records.delete(id);
    this.refresh();
  }

  /** The ledger of a worker that is here, or was; undefined for a stranger. */
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
