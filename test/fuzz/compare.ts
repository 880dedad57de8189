/** Runs both parsers over the same bytes: the same message, an error from both, or an intended difference. */
import { Dice } from './dice.js';
import { mutate } from './mutate.js';
import { nodeOutcome } from './node-parser.js';
import { ourOutcome } from './our-parser.js';
import type { Connection, Outcome } from './outcome.js';
import { makeConnection } from './seeds.js';
import { meantDifference } from './stricter.js';

/** The result of a run. */
export interface Tally {
  readonly runs: number;
  readonly messages: number;
  readonly errors: number;
  /** How often each intended difference occurred. */
  readonly stricter: Readonly<Record<string, number>>;
}

/** Bytes that the parsers read differently, without an intended difference. */
export class Disagreement extends Error {
  constructor({ method, bytes }: Connection, sizes: readonly number[], ours: Outcome, theirs: Outcome) {
    const facts = { method, bytes: bytes.toString('latin1'), sizes, ours, theirs };
    super(`Expected both parsers to agree. ${JSON.stringify(facts, null, 2)}`);
  }
}

/** Compares `runs` connections made from `seed`. @throws {Disagreement} at the first one, with the bytes in it */
export function compareParsers(seed: number, runs: number): Tally {
  const dice = new Dice(seed);
  const stricter: Record<string, number> = {};
  let [messages, errors] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const made = makeConnection(dice);
    const connection = { method: made.method, bytes: mutate(made.bytes, dice) };
    const sizes = sizesFor(connection.bytes.length, dice);
    const ours = ourOutcome(connection, sizes);
    const theirs = nodeOutcome(connection);
    if (ours.kind === 'message') messages++;
    else errors++;
    if (isSame(ours, theirs)) continue;
    const reason = meantDifference(connection, ours, theirs);
    if (reason === null) throw new Disagreement(connection, sizes, ours, theirs);
    stricter[reason] = (stricter[reason] ?? 0) + 1;
  }
  return { runs, messages, errors, stricter };
}

function sizesFor(length: number, dice: Dice): number[] {
  if (dice.chance(0.2)) return [length + 1];
  if (dice.chance(0.2)) return [1];
  return Array.from({ length: 1 + dice.below(6) }, () => 1 + dice.below(dice.chance(0.5) ? 8 : length + 1));
}

function isSame(ours: Outcome, theirs: Outcome): boolean {
  if (ours.kind === 'error' || theirs.kind === 'error') return ours.kind === theirs.kind;
  return JSON.stringify(ours) === JSON.stringify(theirs);
}
