/** Values of options with their sources, and the options that several sources together give. */
import { makeOptions, type Options } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';

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

/** What `parse` returns; an error that it throws gets `hint`, such as where the value is set. */
export function parseFrom<T>(hint: string, parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    if (!TslocError.is(thrown) || thrown.hint !== undefined) throw thrown;
    const { code, message, exitCode } = thrown;
    throw new TslocError(code, message, { exitCode, hint, cause: thrown });
  }
}

/** The options that `settings` give; a later one of the same key wins. */
export function optionsFrom(settings: readonly Setting[]): Options {
  return makeOptions(Object.fromEntries(settings.map(({ key, value }) => [key, value])) as Partial<Options>);
}
