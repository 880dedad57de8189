/** Choices that outlive the page, where the browser allows to keep any. */

/** What was kept under `key`; null where nothing was, or nothing may be. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a report opened from disk, or cookies refused
  }
}

/** Keeps `value` under `key`, if that is possible. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
