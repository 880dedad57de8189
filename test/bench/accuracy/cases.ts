/** The cases of the accuracy bench: user class, server, load. Pure. */
import { type LatencyShape, meanLatency } from './latencies.js';
import type { Order } from './order.js';

/** One row of the table. */
export interface Case {
  readonly kind: Order['kind'];
  readonly shape: LatencyShape;
  /** Of the highest rate of the kind. */
  readonly share: number;
  /** Mean wait of users, seconds. */
  readonly wait: number;
}

const shapes = ['fixed', 'bimodal', 'heavy tail'] as const;
const kinds = ['FastHttpUser', 'HttpUser'] as const;
const waitSeconds = 0.02;

/** In the order of the run. Raw sockets show what is due to Node and the machine. */
export function casesOf({ quick }: { readonly quick: boolean }): Case[] {
  const cases = (all: readonly Case['kind'][], shares: readonly number[], wait: number) =>
    all.flatMap((kind) => shapes.flatMap((shape) => shares.map((share) => ({ kind, shape, share, wait }))));
  if (quick) return cases(kinds, [0.5], 0).filter(({ shape }) => shape !== 'bimodal');
  const busy = cases([...kinds, 'node:net'], [0.2, 0.5, 0.8], 0);
  return [...busy, ...cases(kinds, [0.2, 0.5], waitSeconds)];
}

/** The number of users that send `perSecond` requests, each one after the other. */
export function usersFor(perSecond: number, { shape, wait }: Pick<Case, 'shape' | 'wait'>): number {
  return Math.max(1, Math.round(perSecond * (meanLatency[shape] / 1_000 + wait)));
}
