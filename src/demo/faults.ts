/** Which requests fail on purpose. */
import { Streams } from './streams.js';

/** Strikes a share of the requests; the same seed strikes the same ones of each route. */
export class Faults {
  private readonly streams: Streams;
  private readonly rate: number;

  /** @param rate share of the requests, 0 … 1 */
  constructor(seed: string | number, rate: number) {
    this.streams = new Streams(seed, 'fault');
    this.rate = rate;
  }

  /** Whether the next request of `route` fails. */
  strikes(route: string): boolean {
    return this.rate > 0 && this.streams.of(route).next() < this.rate;
  }
}
