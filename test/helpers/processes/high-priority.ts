/** Processes with a high priority, which a busy machine does not delay: for tests in real time. */
import { getPriority, setPriority } from 'node:os';

/** Calls `start`; processes that it starts get a high priority, where the user of the tests may give it, as root may. */
export function withHighPriority<T>(start: () => T): T {
  const usual = getPriority();
  try {
    setPriority(-15);
  } catch {
    return start();
  }
  try {
    return start();
  } finally {
    setPriority(usual);
  }
}
