/** Selects the requests that fail (`--error-rate`). */
import { Streams } from '../streams.js';

/** Selects a share of the requests; the same seed selects the same ones of each route. */
export class Faults {
  private readonly streams: Streams;
  private readonly rate: number;

  /** @param rate share of the requests, 0 … 1 */
  constructor(seed: string | number, rate: number) {
    this.streams = new Streams(seed, 'fault');
    this.rate = rate;
  }

  /** True if the next request of `route` is to fail. */
  shouldFail(route: string): boolean {
    return this.rate > 0 && this.streams.get(route).next() < this.rate;
  }
}
