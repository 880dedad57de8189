/** Rates of a row over the whole test: they fall while the row is idle, and the server sends a row only when it changes. */
import type { EntryRow } from '../../contracts/feed.js';
import { run } from './run-state.js';

/** Requests and failures per second, from the start of the test to the newest request of all rows. */
export function meanRates(row: EntryRow): { readonly rps: number; readonly failPerSec: number } {
  const total = run.value.snapshot?.total;
  if (total === undefined || total.numRequests === 0) return { rps: row.totalRps, failPerSec: row.totalFailPerSec };
  const ratePerRequest = total.totalRps / total.numRequests;
  return { rps: row.numRequests * ratePerRequest, failPerSec: row.numFailures * ratePerRequest };
}
