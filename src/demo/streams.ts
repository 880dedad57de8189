/** Random streams of the routes. */
import { type Random, randomStream } from '../util/random.js';

/** One stream for each route: the n-th request to a route draws the same number, independent of other routes. */
export class Streams {
  private readonly seed: string | number;
  private readonly purpose: string;
  private readonly streams = new Map<string, Random>();

  constructor(seed: string | number, purpose: string) {
    this.seed = seed;
    this.purpose = purpose;
  }

  /** The stream of `route`, always the same object; the same seed gives the same numbers. */
  get(route: string): Random {
    const known = this.streams.get(route);
    if (known) return known;
    const stream = randomStream(this.seed, `${this.purpose} ${route}`);
    this.streams.set(route, stream);
    return stream;
  }
}
