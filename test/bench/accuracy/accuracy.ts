/** Tests the accuracy of measured times: tsloc against a server that measures itself. */
import { type Case, casesOf, usersFor } from './cases.js';
import { formatBlock, formatCase, formatHead, formatMiss } from './format.js';
import type { Order } from './order.js';
import { runOnce } from './run-once.js';
import { type Run, verdicts } from './verdict.js';

/** Users that measure the highest rate of their kind, without latency. */
const saturatingUsers = 1_000;
/** A run outside tolerance may have been disturbed: it is repeated, and the medians count. */
const maxRuns = 3;

/** Options of the bench. */
export interface AccuracyOptions {
  readonly quick: boolean;
  /** Of measurement per case. */
  readonly seconds: number;
}

/** Prints the table; returns the cases outside tolerance. */
export async function measureAccuracy({ quick, seconds }: AccuracyOptions): Promise<string[]> {
  console.log('\naccuracy: bounds of the percentiles by the server, in ms, and how far outside of them tsloc is');
  const maxRates = new Map<Order['kind'], number>();
  for (const kind of ['FastHttpUser', 'HttpUser'] as const) maxRates.set(kind, await measureMaxRate(kind, seconds));
  maxRates.set('node:net', maxRates.get('FastHttpUser') as number);
  console.log(formatHead());
  const missed: string[] = [];
  for (const one of casesOf({ quick })) {
    const order = orderFor(one, (maxRates.get(one.kind) as number) * one.share, seconds);
    const runs = await runUntilClear(one, order, quick || one.kind === 'node:net' ? 1 : maxRuns);
    console.log(formatCase(one, runs));
    const miss = one.kind === 'node:net' ? null : formatMiss(one, runs);
    if (miss !== null) missed.push(miss);
  }
  if (!quick) await measureBlocking(seconds);
  return missed;
}

/** The highest rate of a kind of users, requests per second. */
async function measureMaxRate(kind: Order['kind'], seconds: number): Promise<number> {
  const { client } = await runOnce('none', {
    kind,
    users: saturatingUsers,
    wait: 0,
    seconds: Math.min(seconds, 3),
    block: 0,
  });
  console.log(
    `  ${kind}: ${Math.round(client.rate).toLocaleString('en')} requests/s of ${saturatingUsers} users at most`,
  );
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

/** The effect of a task that blocks the event loop on all measured times: for information, without a goal. */
async function measureBlocking(seconds: number): Promise<void> {
  console.log('\na task that blocks the event loop five times a second, 100 FastHttpUsers, responses after 10 ms');
  for (const block of [0, 5, 20, 50]) {
    const order = { kind: 'FastHttpUser', users: 100, wait: 0, seconds: Math.max(6, seconds), block } as const;
    console.log(formatBlock(block, await runOnce('fixed', order)));
  }
}
