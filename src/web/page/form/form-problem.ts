/** Errors and hints of a form before it is sent. */
import { runTimeSeconds } from '../text/run-time.js';
import { spanWords } from '../text/times.js';
import { plural } from '../text/words.js';

/** Why a host is not a valid address; null if it is, or is empty. */
export function hostProblem(host: string): string | null {
  if (host === '' || /^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(host)) return null;
  return 'Expected an address with its scheme, such as https://shop.example.';
}

/** Why a run time is not valid; null if it is, or is empty. */
export function runTimeProblem(text: string): string | null {
  return Number.isNaN(runTimeSeconds(text)) ? 'Expected a time such as 90, 20s, 3m or 1h20m.' : null;
}

/** What a load means: `Reaches 1,000 users after 20 s.`; empty while it is incomplete. */
export function loadWords(users: number, spawnRate: number): string {
  if (!(users > 0) || !(spawnRate > 0)) return '';
  return `Reaches ${plural(users, 'user')} after ${spanWords((users - 1) / spawnRate)}.`;
}
