/** One series of numbers on the master: which are free, and which worker may still use some. */
import type { LeaseRequest } from './lease-messages.js';
import { countNumbers, type NumberRange, NumberRanges } from './number-ranges.js';

/** One worker asks for more: the larger batches would leave nothing to the others at the end. */
const largestBatch = 10_000;

/** What a pool has decided about a request. */
export interface Grant {
  readonly numbers: readonly NumberRange[];
  /** Every number is used, as far as those who may use some have said. */
  readonly isEnd: boolean;
}

/** A worker, as this series sees it. */
interface Holder {
  /** The number of the request that was decided last: the worker may send it again. */
  lastNumber: number;
  lastGrant: Grant;
  /** Numbers that it may have; only these can come back. */
  readonly granted: NumberRanges;
  /** How many of them are unused, at most. */
  held: number;
  /** Whether it holds no numbers and was given none. */
  isWaiting: boolean;
}

/** Numbers from 0 to a limit. A number is granted once; again only after its worker has given it back unused. */
export class LeasePool {
  readonly #returned = new NumberRanges();
  readonly #holders = new Map<string, Holder>();
  #next = 0;
  #limit: number;

  /** `limit` may be Infinity; a worker that knows more lowers it. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Decides a request of `id` among `workers`, those that can use numbers now; null for one that is outdated. */
  request(id: string, request: LeaseRequest, workers: readonly string[]): Grant | null {
    const holder = this.#holderOf(id);
    if (request.number < holder.lastNumber) return null;
    if (request.number > holder.lastNumber) {
      holder.lastNumber = request.number;
      holder.lastGrant = this.#decide(id, holder, request, workers);
    }
    return holder.lastGrant;
  }

  /** Workers that wait, if there is something to say to them: numbers, or that none will come. They are told once. */
  takeWaiting(workers: readonly string[]): string[] {
    const waiting = workers.filter((id) => this.#holders.get(id)?.isWaiting);
    const hasNews = waiting.length > 0 && (this.#free > 0 || this.#holdersAmong(workers).length === 0);
    if (!hasNews) return [];
    for (const id of waiting) this.#holderOf(id).isWaiting = false;
    return waiting;
  }

  /** Workers that hold numbers while others wait for some. */
  holdersToRecall(workers: readonly string[]): string[] {
    const isNeeded = this.#free === 0 && workers.some((id) => this.#holders.get(id)?.isWaiting);
    return isNeeded ? this.#holdersAmong(workers) : [];
  }

  /** Forgets all workers but these: what a worker that is gone has not given back may have been used. */
  keepOnly(workers: ReadonlySet<string>): void {
    for (const id of this.#holders.keys()) if (!workers.has(id)) this.#holders.delete(id);
  }

  get #free(): number {
    return this.#returned.size + Math.max(0, this.#limit - this.#next);
  }

  #decide(id: string, holder: Holder, request: LeaseRequest, workers: readonly string[]): Grant {
    this.#lower(request.limit);
    for (const [from, to] of request.returned)
      for (const [start, end] of holder.granted.remove(from, to)) this.#giveBack(start, end);
    // What it has used does not come back.
    if (request.held === 0) holder.granted.clear();
    else holder.granted.remove(0, request.lowest);
    holder.held = Math.min(request.held, holder.granted.size);
    const numbers = request.want > 0 ? this.#take(this.#batchFor(request.want, workers.length)) : [];
    for (const [from, to] of numbers) holder.granted.add(from, to);
    holder.held += countNumbers(numbers);
    const hasNothing = request.want > 0 && numbers.length === 0;
    const isEnd = hasNothing && this.#holdersAmong(workers).every((other) => other === id);
    holder.isWaiting = hasNothing && !isEnd && holder.held === 0;
    return { numbers, isEnd };
  }

  /** Smaller towards the end, so that all workers end at about the same time. */
  #batchFor(want: number, workerCount: number): number {
    const share = Math.ceil(this.#free / (2 * Math.max(1, workerCount)));
    return Math.min(want, share, largestBatch);
  }

  #take(count: number): NumberRange[] {
    const numbers = this.#returned.take(count);
    const from = this.#next;
    this.#next = Math.max(from, Math.min(from + count - countNumbers(numbers), this.#limit));
    return this.#next > from ? [...numbers, [from, this.#next]] : numbers;
  }

  #giveBack(from: number, to: number): void {
    this.#returned.add(from, Math.min(to, this.#limit));
  }

  #lower(limit: number): void {
    if (limit >= this.#limit) return;
    this.#limit = limit;
    this.#returned.remove(limit, Number.POSITIVE_INFINITY);
  }

  #holdersAmong(workers: readonly string[]): string[] {
    return workers.filter((id) => (this.#holders.get(id)?.held ?? 0) > 0);
  }

  #holderOf(id: string): Holder {
    let holder = this.#holders.get(id);
    if (holder === undefined) {
      const lastGrant: Grant = { numbers: [], isEnd: false };
      holder = { lastNumber: 0, lastGrant, granted: new NumberRanges(), held: 0, isWaiting: false };
      this.#holders.set(id, holder);
    }
    return holder;
  }
}
