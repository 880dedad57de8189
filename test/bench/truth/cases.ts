/** Which users meet which server, and how many of them. Pure. */
import { type LatencyShape, meanLatency } from './latencies.js';
import type { Order } from './order.js';

/** One row of the table. */
export interface Case {
  readonly kind: Order['kind'];
  readonly shape: LatencyShape;
  /** Of the most requests per second that the kind can do. */
  readonly share: number;
  /** Seconds that users wait, on average. */
  readonly wait: number;
}

const shapes = ['fixed', 'bimodal', 'heavy tail'] as const;
const kinds = ['FastHttpUser', 'HttpUser'] as const;
const pause = 0.02;

/** In the order of the run. A loop of bare sockets shows what no user has any part in. */
export function casesOf({ quick }: { readonly quick: boolean }): Case[] {
  const cases = (all: readonly Case['kind'][], shares: readonly number[], wait: number) =>
    all.flatMap((kind) => shapes.flatMap((shape) => shares.map((share) => ({ kind, shape, share, wait }))));
  if (quick) return cases(kinds, [0.5], 0).filter(({ shape }) => shape !== 'bimodal');
  const busy = cases([...kinds, 'node:net'], [0.2, 0.5, 0.8], 0);
  return [...busy, ...cases(kinds, [0.2, 0.5], pause)];
}

/** Users who send so many requests per second together, each waiting for its answers. */
export function usersFor(perSecond: number, { shape, wait }: Pick<Case, 'shape' | 'wait'>): number {
  return Math.max(1, Math.round(perSecond * (meanLatency[shape] / 1_000 + wait)));
}
