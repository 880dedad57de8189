/** Tracks requests that other HTTP clients send inside a function, with Node's diagnostics channels. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tracking } from '../../stats/tracking.js';
import { trackNodeHttp } from './track-node-http.js';
import { trackUndici } from './track-undici.js';

const storage = new AsyncLocalStorage<Tracking | null>();

/** `isOn` becomes true with the first tracked function; from then on each request of this process costs a little more. */
export const tracking = { isOn: false };

/** Runs `work`, and reports as `how` says each request that it sends with undici, the global `fetch` or `node:http`. */
export function runTracked<T>(how: Tracking, work: () => T): T {
  if (!tracking.isOn) {
    tracking.isOn = true;
    const current = () => storage.getStore() ?? null;
    trackUndici(current);
    trackNodeHttp(current);
  }
  return storage.run(how, work);
}

/** Sends a request that its own client reports. Its connections are opened outside of tracked async contexts too. */
export function runUntracked(send: () => void): void {
  storage.run(null, send);
}
