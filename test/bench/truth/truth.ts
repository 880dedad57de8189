/** Whether measured times are true: tsloc against a server that knows how long it takes. */
import { type Case, casesOf, usersFor } from './cases.js';
import { formatBlock, formatCase, formatHead, formatMiss } from './format.js';
import type { Order } from './order.js';
import { runOnce } from './run-once.js';
import { type Run, verdicts } from './verdict.js';

/** Users whose rate without latency is taken for the most that their kind can do. */
const crowd = 1_000;
/** A run that is off may have been disturbed: it is done again, and the medians count. */
const tries = 3;

/** How long to take. */
export interface TruthOptions {
  readonly quick: boolean;
  /** To measure each case for. */
  readonly seconds: number;
}

/** Prints the table; returns what is off. */
export async function measureTruth({ quick, seconds }: TruthOptions): Promise<string[]> {
  console.log('\ntruth: the bounds within which the server knows its percentiles, in ms, and how far outside tsloc is');
  const most = new Map<Order['kind'], number>();
  for (const kind of ['FastHttpUser', 'HttpUser'] as const) most.set(kind, await mostOf(kind, seconds));
  most.set('node:net', most.get('FastHttpUser') as number);
  console.log(formatHead());
  const missed: string[] = [];
  for (const one of casesOf({ quick })) {
    const order = orderFor(one, (most.get(one.kind) as number) * one.share, seconds);
    const runs = await runUntilClear(one, order, quick || one.kind === 'node:net' ? 1 : tries);
    console.log(formatCase(one, runs));
    const miss = one.kind === 'node:net' ? null : formatMiss(one, runs);
    if (miss !== null) missed.push(miss);
  }
  if (!quick) await holdUp(seconds);
  return missed;
}

/** Requests per second, when nothing but themselves keeps them from it. */
async function mostOf(kind: Order['kind'], seconds: number): Promise<number> {
  const { client } = await runOnce('none', { kind, users: crowd, wait: 0, seconds: Math.min(seconds, 3), block: 0 });
  console.log(`  ${kind}: ${Math.round(client.rate).toLocaleString('en')} requests/s of ${crowd} users at most`);
  return client.rate;
}

function orderFor(one: Case, perSecond: number, seconds: number): Omit<Order, 'host'> {
  return { kind: one.kind, users: usersFor(perSecond, one), wait: one.wait, seconds, block: 0 };
}

async function runUntilClear({ shape }: Case, order: Omit<Order, 'host'>, atMost: number): Promise<Run[]> {
  const first = await runOnce(shape, order);
  if (!verdicts([first]).includes(false)) return [first];
  const runs = [first];
  while (runs.length < atMost) runs.push(await runOnce(shape, order));
  return runs;
}

/** What a user does to the times of all others by holding up the event loop; no goal, but good to know. */
async function holdUp(seconds: number): Promise<void> {
  console.log('\na task that holds up the event loop five times a second, 100 FastHttpUsers, answers after 10 ms');
  for (const block of [0, 5, 20, 50]) {
    const order = { kind: 'FastHttpUser', users: 100, wait: 0, seconds: Math.max(6, seconds), block } as const;
    console.log(formatBlock(block, await runOnce('fixed', order)));
  }
}
