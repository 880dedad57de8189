/** The default prefix of the CSV files: `results/<file>_<time>`. */
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { makeFolder } from '../../util/files/folder.js';

/**
 * Reserves `results/<file>_<YYYYMMDD-HHMMSS>`, with a number added if that is taken, so that no run overwrites another.
 * An empty `_stats.csv` marks it as taken, also for runs that start at the same moment.
 */
export function reserveResultsPrefix(locustfiles: readonly string[], at: Date): string {
  const name = locustfiles.length === 1 ? basename(locustfiles[0] as string).replace(/\.\w+$/, '') : 'tsloc';
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const prefix = `results/${name}_${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? prefix : `${prefix}-${n}`;
    if (reserve(candidate)) return candidate;
  }
}

/** Removes the empty file that reserved it, if nothing was written. */
export function releaseResultsPrefix(prefix: string): void {
  const marker = statSync(markerOf(prefix), { throwIfNoEntry: false });
  if (marker?.size === 0) rmSync(markerOf(prefix));
}

/** True also where nothing can be written at all: the CSV reporter reports that with its path. */
function reserve(prefix: string): boolean {
  try {
    makeFolder('results');
    closeSync(openSync(markerOf(prefix), 'wx'));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST' || statSync('results').isFile();
  }
}

function markerOf(prefix: string): string {
  return `${prefix}_stats.csv`;
}
