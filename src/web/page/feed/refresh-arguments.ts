/** Reads the page's arguments again: they change when a test is started, and when another process serves the page. */
import { signal } from '@preact/signals';
import { type PageArguments, pageArguments } from '../page-arguments.js';

/** Increases when a start form should begin anew, since what it offers has changed. */
export const argumentsVersion = signal(0);

/** If the server cannot be reached, or asks for a login, nothing changes. */
export async function refreshArguments(): Promise<void> {
  try {
    const response = await fetch('./');
    const fresh = response.redirected ? null : argumentsIn(await response.text());
    if (fresh === null) return;
    const isOther = lastingText(fresh) !== lastingText(pageArguments.value);
    pageArguments.value = fresh;
    if (isOther) argumentsVersion.value++;
  } catch {
    // the feed notices a lost server
  }
}

/** The arguments in the document of a page; null if it has none. */
export function argumentsIn(html: string): PageArguments | null {
  const json = /^window\.templateArgs = (.*)$/m.exec(html)?.[1];
  return json === undefined ? null : (JSON.parse(json) as PageArguments);
}

/** Keys whose values differ at each moment of a test. */
const momentary: ReadonlySet<string> = new Set(['history', 'state', 'user_count', 'worker_count']);

function lastingText(args: PageArguments): string {
  return JSON.stringify(args, (key, value) => (momentary.has(key) ? undefined : value));
}
