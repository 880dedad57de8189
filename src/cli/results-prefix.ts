/** Where the CSV files of a run go that was not told. */
import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * `results/<file>_<YYYYMMDD-HHMMSS>`, with a number added where that is taken: no run overwrites another. It is taken
 * from then on, by an empty `_stats.csv`, also for runs that start in the same moment.
 */
export function claimResultsPrefix(locustfiles: readonly string[], at: Date): string {
  const name = locustfiles.length === 1 ? basename(locustfiles[0] as string).replace(/\.\w+$/, '') : 'tsloc';
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const prefix = `results/${name}_${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? prefix : `${prefix}-${n}`;
    if (claims(candidate)) return candidate;
  }
}

/** Gives it back, if nothing was written. */
export function releaseResultsPrefix(prefix: string): void {
  const claim = statSync(claimOf(prefix), { throwIfNoEntry: false });
  if (claim?.size === 0) rmSync(claimOf(prefix));
}

/** True also where nothing can be written at all: whoever writes there will say so. */
function claims(prefix: string): boolean {
  try {
    mkdirSync('results', { recursive: true });
    closeSync(openSync(claimOf(prefix), 'wx'));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST' || statSync('results').isFile();
  }
}

function claimOf(prefix: string): string {
  return `${prefix}_stats.csv`;
}
