/** Response times like those of a real service: mostly near a typical time, sometimes far above. */
import type { Random } from '../../util/random.js';
import { Streams } from '../streams.js';

/** The longest latency before scaling. */
export const MAX_LATENCY_MS = 3000;

const logSigma = 0.35; // two thirds of the latencies are within ×0.7 … ×1.4
const tailShare = 0.02;
const tailExponent = 1.2;

/** The same seed gives each route the same latencies. */
export class Latency {
  private readonly streams: Streams;
  private readonly scale: number;

  /** @param scale multiplies every latency; 0 for none */
  constructor(seed: string | number, scale: number) {
    this.streams = new Streams(seed, 'latency');
    this.scale = scale;
  }

  /** The next latency of `route`, in ms: log-normal around `typicalMs`, with a Pareto tail for one in fifty. */
  draw(route: string, typicalMs: number): number {
    if (this.scale === 0) return 0;
    const random = this.streams.get(route);
    const typical = typicalMs * Math.exp(logSigma * drawGaussian(random));
    const tail = random.next() < tailShare ? (1 - random.next()) ** (-1 / tailExponent) : 1;
    return Math.min(typical * tail, MAX_LATENCY_MS) * this.scale;
  }
}

function drawGaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
