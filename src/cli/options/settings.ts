/** Values of options with their sources, and the options that several sources together give. */
import { makeOptions, type Options } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import type { Row } from './arguments.js';

/** One value from one source. */
export interface Setting {
  /** The key in `parsedOptions`. */
  readonly key: string;
  readonly value: unknown;
  /** Where it was found: a file, an environment variable, the command line. */
  readonly source: string;
}

/** The source of command-line arguments. */
export const commandLine = 'command line';

/** The options that `settings` give; a later one of the same key wins. */
export function optionsFrom(settings: readonly Setting[]): Options {
  return makeOptions(Object.fromEntries(settings.map(({ key, value }) => [key, value])) as Partial<Options>);
}

/** Refuses options of Locust that tsloc does not have yet. @throws {TslocError} `OPTION_NOT_AVAILABLE` */
export function refusePlanned(settings: readonly Setting[], rows: readonly Row[]): void {
  for (const { key, value, source } of settings) {
    const flag = rows.find(([other]) => other === key)?.[1];
    if (flag?.isPlanned !== true || value === flag.default) continue;
    const where = source === commandLine ? '' : ` (set in ${source})`;
    throw new TslocError('OPTION_NOT_AVAILABLE', `tsloc does not have ${flag.long} yet${where}.`, { exitCode: 2 });
  }
}
