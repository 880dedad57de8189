/** Stores choices in the browser, if it allows that. */

/** The value stored under `key`; null if there is none, or storage is not allowed. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a report opened from disk, or cookies refused
  }
}

/** Stores `value` under `key`, if that is allowed. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
