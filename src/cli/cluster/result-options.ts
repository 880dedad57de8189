/** Options that a worker ignores: its master writes the results. */
import { flags } from '../../core/options/flags.js';

const ofMaster = ['csvPrefix', 'printStats', 'htmlFile', 'json', 'jsonFile'] as const;

/** What a worker logs if such options are among the typed ones; null if none is. */
export function ignoredResultOptions(typed: ReadonlySet<string>): string | null {
  const names = ofMaster.filter((key) => typed.has(key)).map((key) => flags[key].long);
  if (names.length === 0) return null;
  return `A worker writes no result files and prints no tables: give ${names.join(', ')} to its master.`;
}
