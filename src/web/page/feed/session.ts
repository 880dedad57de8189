/** Whether a page with a login still has its session. */
import { signal } from '@preact/signals';

/** Whether the server has sent the page to its login form. */
export const isSignedOut = signal(false);

/** Asks the server; if it cannot be reached, nothing changes. */
export async function checkSession(): Promise<void> {
  try {
    const { type } = await fetch('stats/requests', { redirect: 'manual' });
    isSignedOut.value = type === 'opaqueredirect';
  } catch {
    isSignedOut.value = false;
  }
}
