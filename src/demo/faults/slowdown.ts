/** Response times that grow with the number of requests served. */

/** What `--slow-after` adds to each later response, ms. */
export const SLOW_MS = 1000;

const degradationMs = 0.1;

/** The most that `--degrade` adds, ms. */
export const MAX_DEGRADATION_MS = 5000;

/** By the count of requests, not by time: the same requests get the same delays in each run. */
export class Slowdown {
  readonly #slowAfter: number | null;
  readonly #degrades: boolean;
  #requests = 0;

  /** `slowAfter`: how many requests are served before all others take a second more; `degrades`: 0.1 ms more after each. */
  constructor(slowAfter: number | null, degrades: boolean) {
    this.#slowAfter = slowAfter;
    this.#degrades = degrades;
  }

  /** What is added to the next request, ms. */
  nextMs(): number {
    const before = this.#requests++;
    const slow = this.#slowAfter !== null && before >= this.#slowAfter ? SLOW_MS : 0;
    const degraded = this.#degrades ? Math.min(MAX_DEGRADATION_MS, before * degradationMs) : 0;
    return slow + degraded;
  }
}
