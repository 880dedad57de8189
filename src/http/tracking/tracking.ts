/** Tracks requests that other HTTP clients send inside a function, with Node's diagnostics channels. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { trackNodeHttp } from './track-node-http.js';
import { trackUndici } from './track-undici.js';
import type { Tracker } from './tracked-request.js';

const storage = new AsyncLocalStorage<Tracker | null>();

/** `isOn` becomes true with the first tracked function; from then on each request of this process costs a little more. */
export const tracking = { isOn: false };

/** Runs `work`; `tracker` gets each request that it sends with undici, the global `fetch` or `node:http`. */
export function runTracked<T>(tracker: Tracker, work: () => T): T {
  if (!tracking.isOn) {
    tracking.isOn = true;
    const current = () => storage.getStore() ?? null;
    trackUndici(current);
    trackNodeHttp(current);
  }
  return storage.run(tracker, work);
}

/** Sends a request that its own client reports. Its connections are opened outside the tracker's async context too. */
export function runUntracked(send: () => void): void {
  storage.run(null, send);
}
