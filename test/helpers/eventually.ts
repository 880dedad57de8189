/** Waits for what other processes and sockets do, as long as the test may last. */
import { vi } from 'vitest';

/** Resolves when `check` no longer throws; looks every 5 ms. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 55_000, interval: 5 });
}
