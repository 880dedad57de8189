/** Names to addresses: answers are kept as long as the user says, and its several addresses take turns. */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { now } from '../../util/loop/clock.js';

/** Asks for all addresses of a name, in order; by default the system. */
export type LookupAll = (hostname: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

/** How names are looked up. */
export interface LookupPolicy {
  /** How long an answer is kept, ms; errors never are. */
  readonly ttlMs: number;
  /** Whether each look-up begins with the next address. */
  readonly rotates: boolean;
}

/** A `lookup` for `net.connect`. Those that ask while an answer is awaited share it, if answers are kept. */
export function createLookup({ ttlMs, rotates }: LookupPolicy, ask: LookupAll = askSystem): LookupFunction {
  const answers = new Map<string, Answer>();
  const turns = new Map<string, number>();

  const addressesOf = (hostname: string, options: LookupOptions, key: string): Promise<readonly LookupAddress[]> => {
    const known = answers.get(key);
    if (known !== undefined && now() < known.until) return known.addresses;
    const answer = { addresses: ask(hostname, options), until: Number.POSITIVE_INFINITY };
    if (ttlMs > 0) answers.set(key, answer);
    answer.addresses.then(
      () => {
        answer.until = now() + ttlMs;
      },
      () => answers.delete(key),
    );
    return answer.addresses;
  };

  const turned = (addresses: readonly LookupAddress[], key: string): LookupAddress[] => {
    const turn = rotates ? (turns.get(key) ?? 0) % addresses.length : 0;
    if (rotates) turns.set(key, turn + 1);
    return [...addresses.slice(turn), ...addresses.slice(0, turn)];
  };

  return (hostname, options, callback) => {
    const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`;
    addressesOf(hostname, options, key).then(
      (addresses) => {
        const inTurn = turned(addresses, key);
        const [first] = inTurn as [LookupAddress];
        if (options.all === true) callback(null, inTurn);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

interface Answer {
  readonly addresses: Promise<readonly LookupAddress[]>;
  /** {@link now} when it is too old. */
  until: number;
}

function askSystem(hostname: string, options: LookupOptions): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });
}
