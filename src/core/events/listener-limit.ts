/** How long a listener is awaited: a hanging one must be named, and must not keep an interrupted run from ending. */
import { settlesWithin, sleep } from '../../util/loop/clock.js';

/** How long a listener may take before it is reported, and before an interrupted run continues without it. */
export const listenerLimitMs = 10_000;

/**
 * Settles when `work` does, and rejects if it does. If that takes longer than the limit, calls `onSlow`, and from then on
 * an aborted `interruption` ends the wait.
 */
export async function settleWithinLimit(
  work: Promise<unknown>,
  interruption: AbortSignal | null,
  onSlow: () => void,
): Promise<void> {
  if (await settlesWithin(listenerLimitMs, work)) return void (await work);
  onSlow();
  const done = new AbortController();
  const signal = interruption === null ? done.signal : AbortSignal.any([done.signal, interruption]);
  const interrupted = sleep(Number.POSITIVE_INFINITY, signal).catch(() => {}); // its timer keeps the process alive
  try {
    await Promise.race([work, interrupted]);
  } finally {
    done.abort();
  }
}
