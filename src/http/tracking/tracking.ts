/** Sees the requests that clients of other makers send inside a piece of work, by Node's diagnostics channels. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { watchNodeHttp } from './track-node-http.js';
import { watchUndici } from './track-undici.js';
import type { Tracker } from './tracked-request.js';

const storage = new AsyncLocalStorage<Tracker | null>();

/** `isOn` is false until somebody tracks; from then on, each request of this process costs a little more. */
export const tracking = { isOn: false };

/** Does `work`; each request of undici, of the global `fetch` and of `node:http` that it sends is told to `tracker`. */
export function runTracked<T>(tracker: Tracker, work: () => T): T {
  if (!tracking.isOn) {
    tracking.isOn = true;
    const current = () => storage.getStore() ?? null;
    watchUndici(current);
    watchNodeHttp(current);
  }
  return storage.run(tracker, work);
}

/** Sends what its own client reports. Connections that it opens are nobody's, so that no later event of them is either. */
export function runUntracked(send: () => void): void {
  storage.run(null, send);
}
