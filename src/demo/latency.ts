/** How long an answer takes: like a real service, mostly near its typical time and now and then far above. */
import type { Random } from '../util/random.js';
import { Streams } from './streams.js';

/** The longest answer before scaling, in ms. */
export const LONGEST_LATENCY_MS = 3000;

const spread = 0.35; // of the logarithm: two thirds of the answers lie within ×0.7 … ×1.4
const tailShare = 0.02;
const tailExponent = 1.2;

/** The latencies of a service; the same seed gives each route the same ones. */
export class Latency {
  private readonly streams: Streams;
  private readonly scale: number;

  /** @param scale multiplies every latency; 0 for none */
  constructor(seed: string | number, scale: number) {
    this.streams = new Streams(seed, 'latency');
    this.scale = scale;
  }

  /** The next latency of `route`, in ms: log-normal around `typicalMs`, and for one answer in fifty a Pareto tail. */
  draw(route: string, typicalMs: number): number {
    if (this.scale === 0) return 0;
    const random = this.streams.of(route);
    const usual = typicalMs * Math.exp(spread * gaussian(random));
    const tail = random.next() < tailShare ? (1 - random.next()) ** (-1 / tailExponent) : 1;
    return Math.min(usual * tail, LONGEST_LATENCY_MS) * this.scale;
  }
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
