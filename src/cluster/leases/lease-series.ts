/** One series of numbers on a worker: those it has leased, the users that wait for one, and its request for more. */
import type { LeaseWaiter } from '../../core/leases.js';
import { now } from '../../util/loop/clock.js';
import type { LeaseAnswer, LeaseRequest } from './lease-messages.js';
import { countNumbers, NumberRanges } from './number-ranges.js';

/** The size of the first batch; later ones last for about two seconds. Numbers that a killed worker has not used are lost. */
const firstBatch = 10;
const largestBatch = 10_000;
const batchMs = 2_000;
/** A request without an answer is sent again after this time, ms. */
const resendAfterMs = 900;

interface WaitingUser {
  readonly resolve: (number: number | undefined) => void;
}

/** What a series needs of its worker. */
export interface SeriesContext {
  /** A number that is higher than any before. */
  readonly nextNumber: () => number;
  readonly send: (request: LeaseRequest) => void;
}

/** One request is under way at a time; only its answer counts. */
export class LeaseSeries {
  readonly #name: string;
  readonly #context: SeriesContext;
  readonly #stock = new NumberRanges();
  readonly #waiting = new Set<WaitingUser>();
  #request: LeaseRequest | null = null;
  #sentAt = 0;
  #limit = Number.POSITIVE_INFINITY;
  #isEnded = false;
  /** The master had nothing to give: ask again when it says so, when nothing is left here, or after a second. */
  #isDry = false;
  #hasToReturn = false;
  /** How many numbers the master takes this worker to hold. */
  #knownHeld = 0;
  #batch = firstBatch;
  #usedCount = 0;
  #askedAt = now();

  constructor(name: string, context: SeriesContext) {
    this.#name = name;
    this.#context = context;
  }

  /** True if the master knows all that was given back. */
  get isSettled(): boolean {
    return !this.#hasToReturn && this.#request === null;
  }

  /** See `Leases.take`. */
  take(limit: number, waiter: LeaseWaiter): number | undefined | Promise<number | undefined> {
    if (limit < this.#limit) this.#lower(limit);
    const number = this.#stock.shift();
    if (number === undefined) return this.#isEnded ? undefined : this.#wait(waiter);
    this.#usedCount++;
    this.#askIfLow();
    return number;
  }

  /** An answer of the master; one to another request than the current one is ignored. */
  answer({ number, numbers, isEnd }: LeaseAnswer): void {
    const request = this.#request;
    if (request?.number !== number) return;
    this.#request = null;
    for (const [from, to] of numbers) this.#stock.add(from, to);
    this.#knownHeld += countNumbers(numbers);
    this.#stock.remove(this.#limit, Number.POSITIVE_INFINITY);
    if (isEnd) this.#isEnded = true;
    this.#isDry = request.want > 0 && numbers.length === 0;
    this.#serve();
    if (this.#hasToReturn) this.#ask();
    else this.#askIfLow();
  }

  /** The master may have numbers again, or recalls unused ones. */
  check(isRecall: boolean): void {
    this.#isDry = false;
    if (isRecall) this.giveBack();
    else this.#askIfLow();
  }

  /** Gives back what is not used. */
  giveBack(): void {
    if (this.#request === null && this.#knownHeld === 0) return;
    this.#hasToReturn = true;
    this.#ask();
  }

  /** To be called each second: sends again what may be lost, asks again for what was not there. */
  keepUp(): void {
    if (this.#request !== null && now() - this.#sentAt >= resendAfterMs) this.#send(this.#request);
    if (!this.#isDry) return;
    this.#isDry = false;
    this.#askIfLow();
  }

  /** The worker has left its master: waiting users get no number. */
  end(): void {
    this.#stock.clear();
    this.#request = null;
    this.#isEnded = true;
    this.#serve();
  }

  #lower(limit: number): void {
    this.#limit = limit;
    this.#stock.remove(limit, Number.POSITIVE_INFINITY);
  }

  #wait({ signal }: LeaseWaiter): Promise<number | undefined> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const promise = new Promise<number | undefined>((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(waiting);
        reject(signal?.reason);
      };
      const waiting: WaitingUser = {
        resolve: (number) => {
          signal?.removeEventListener('abort', abort);
          resolve(number);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.add(waiting);
    });
    this.#askIfLow();
    return promise;
  }

  /** Users in the order in which they came. */
  #serve(): void {
    for (const waiting of this.#waiting) {
      const number = this.#stock.shift();
      if (number === undefined && !this.#isEnded) return;
      if (number !== undefined) this.#usedCount++;
      this.#waiting.delete(waiting);
      waiting.resolve(number);
    }
  }

  #askIfLow(): void {
    const { size } = this.#stock;
    const isNews = !this.#isDry || (size === 0 && this.#knownHeld > 0);
    if (!this.#isEnded && isNews && size <= this.#batch / 2 && this.#isUsed) this.#ask();
    // The others may get what this one has used up only if the master knows.
    else if (this.#isEnded && size === 0 && this.#knownHeld > 0) this.#ask();
  }

  /** False for a worker whose users no longer ask: it must not take numbers away from others. */
  get #isUsed(): boolean {
    return this.#waiting.size > 0 || this.#usedCount > 0;
  }

  #ask(): void {
    if (this.#request !== null) return;
    const returned = this.#hasToReturn ? this.#stock.clear() : [];
    if (returned.length > 0) this.#isEnded = false;
    // What is given back is not asked for again until a user needs a number.
    if (this.#hasToReturn) this.#usedCount = 0;
    const want = this.#isEnded || (this.#hasToReturn && this.#waiting.size === 0) ? 0 : this.#nextBatch();
    this.#hasToReturn = false;
    this.#knownHeld = this.#stock.size;
    const number = this.#context.nextNumber();
    const [held, lowest] = [this.#knownHeld, this.#stock.lowest ?? 0];
    this.#request = { series: this.#name, number, want, held, lowest, limit: this.#limit, returned };
    this.#send(this.#request);
  }

  #send(request: LeaseRequest): void {
    this.#sentAt = now();
    this.#context.send(request);
  }

  #nextBatch(): number {
    const elapsedMs = Math.max(now() - this.#askedAt, 1);
    const needed = Math.ceil((this.#usedCount / elapsedMs) * batchMs);
    this.#batch = Math.max(firstBatch, Math.min(needed, this.#batch * 4, largestBatch));
    this.#usedCount = 0;
    this.#askedAt = now();
    return Math.max(this.#batch, Math.min(this.#waiting.size, largestBatch));
  }
}
