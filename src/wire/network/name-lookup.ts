/** Looks up host names: results are cached as configured, and several addresses of a host are used in rotation. */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { now } from '../../util/loop/clock.js';

/** Looks up all addresses of a name, in order; by default the operating system's resolver. */
export type LookupAll = (hostname: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

/** How names are looked up. */
export interface LookupPolicy {
  /** How long results are cached; errors never are. */
  readonly ttlMs: number;
  /** Whether each lookup starts with the next address. */
  readonly rotates: boolean;
}

/** A `lookup` function for `net.connect`. With a cache, concurrent lookups of a name share one query. */
export function createLookup({ ttlMs, rotates }: LookupPolicy, lookupAll: LookupAll = lookupBySystem): LookupFunction {
  const cache = new Map<string, CacheEntry>();
  const rotations = new Map<string, number>();

  const addressesOf = (hostname: string, options: LookupOptions, key: string): Promise<readonly LookupAddress[]> => {
    const cached = cache.get(key);
    if (cached !== undefined && now() < cached.expiresAt) return cached.addresses;
    const entry = { addresses: lookupAll(hostname, options), expiresAt: Number.POSITIVE_INFINITY };
    if (ttlMs > 0) cache.set(key, entry);
    entry.addresses.then(
      () => {
        entry.expiresAt = now() + ttlMs;
      },
      () => cache.delete(key),
    );
    return entry.addresses;
  };

  const rotate = (addresses: readonly LookupAddress[], key: string): LookupAddress[] => {
    const offset = rotates ? (rotations.get(key) ?? 0) % addresses.length : 0;
    if (rotates) rotations.set(key, offset + 1);
    return [...addresses.slice(offset), ...addresses.slice(0, offset)];
  };

  return (hostname, options, callback) => {
    const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`;
    addressesOf(hostname, options, key).then(
      (addresses) => {
        const rotated = rotate(addresses, key);
        const [first] = rotated as [LookupAddress];
        if (options.all === true) callback(null, rotated);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

interface CacheEntry {
  readonly addresses: Promise<readonly LookupAddress[]>;
  /** As {@link now}. */
  expiresAt: number;
}

function lookupBySystem(hostname: string, options: LookupOptions): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });
}
