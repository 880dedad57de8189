/** How long the server of the truth bench takes to answer: a few shapes of latency, each repeated by its seed. Pure. */
import { type Random, randomStream } from '../../../src/util/random.js';

/** Milliseconds that the next answer takes. */
export type Latency = () => number;

const shapes = {
  /** As fast as it can. */
  none: () => 0,
  fixed: () => 10,
  /** Most are fast; those that miss the cache, one in five, are not. */
  bimodal: (random: Random) => (random.next() < 0.8 ? 5 : 30),
  /** Pareto's: half of them below 4.8 ms, one in a thousand above 300. */
  'heavy tail': (random: Random) => Math.min(3 * (1 - random.next()) ** (-1 / 1.5), 1_000),
};

/** What they are on average, ms. */
export const meanLatency: Readonly<Record<LatencyShape, number>> = {
  none: 0,
  fixed: 10,
  bimodal: 10,
  'heavy tail': 8.7,
};

/** What a server can be like. */
export type LatencyShape = keyof typeof shapes;

/** The latencies of one server, in order: always the same. */
export function latencyOf(shape: LatencyShape): Latency {
  const random = randomStream('truth', shape);
  const draw = shapes[shape];
  return () => draw(random);
}
