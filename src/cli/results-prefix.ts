/** Where the CSV files of a run go that was not told. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

/** `results/<file>_<YYYYMMDD-HHMMSS>`, with a number added where that is taken: no run overwrites another. */
export function resultsPrefix(locustfiles: readonly string[], at: Date): string {
  const name = locustfiles.length === 1 ? basename(locustfiles[0] as string).replace(/\.\w+$/, '') : 'tsloc';
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const prefix = `results/${name}_${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? prefix : `${prefix}-${n}`;
    if (!existsSync(`${candidate}_stats.csv`)) return candidate;
  }
}
