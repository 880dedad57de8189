/** Requests and failures per second of a row between two snapshots. Pure. */
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';

/** 0 for both if no time has passed; `before` is null for a row that was not there yet. */
export function ratesSince(
  now: Pick<Snapshot, 'at'>,
  earlier: Pick<Snapshot, 'at'>,
  entry: EntryView,
  before: EntryView | null,
): { readonly requests: number; readonly failures: number } {
  const seconds = now.at - earlier.at;
  if (seconds <= 0) return { requests: 0, failures: 0 };
  return {
    requests: Math.max(0, entry.numRequests - (before?.numRequests ?? 0)) / seconds,
    failures: Math.max(0, entry.numFailures - (before?.numFailures ?? 0)) / seconds,
  };
}
