/** Names of workers, in Locust's form. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/**
 * A new identity: `<host>_<32 hex digits>`. Locust takes what precedes the first `_` as the host when it distributes users,
 * so each `_` of the host becomes `-`.
 */
export function newIdentity(host: string = hostname()): string {
  return `${host.replaceAll('_', '-').slice(0, maxHostLength)}_${randomUUID().replaceAll('-', '')}`;
}

/** ZeroMQ allows 255 bytes for an identity. */
const maxHostLength = 200;
