/** Latency distributions of the accuracy bench's server, seeded. Pure. */
import { type Random, randomStream } from '../../../src/util/random.js';

/** Draws the next latency, ms. */
export type Latency = () => number;

const shapes = {
  /** No latency. */
  none: () => 0,
  fixed: () => 10,
  /** Like a cache with one miss in five. */
  bimodal: (random: Random) => (random.next() < 0.8 ? 5 : 30),
  /** Pareto: half are below 4.8 ms, one in a thousand is above 300. */
  'heavy tail': (random: Random) => Math.min(3 * (1 - random.next()) ** (-1 / 1.5), 1_000),
};

/** Means, ms. */
export const meanLatency: Readonly<Record<LatencyShape, number>> = {
  none: 0,
  fixed: 10,
  bimodal: 10,
  'heavy tail': 8.7,
};

/** Names of the distributions. */
export type LatencyShape = keyof typeof shapes;

/** The latencies of one server, the same in each run. */
export function latencyOf(shape: LatencyShape): Latency {
  const random = randomStream('truth', shape);
  const draw = shapes[shape];
  return () => draw(random);
}
