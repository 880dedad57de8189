/** Custom options, added to the command line by listeners of `initCommandLineParser`. */
import { TslocError } from '../../util/error.js';
import { type ArgumentSettings, customGroup, flagOf } from './argument-settings.js';
import { type Flag, flags } from './flags.js';

/** Collects options; their values are in `environment.parsedOptions`, `--my-arg` as `myArg`. */
export class ArgumentParser {
  readonly rows = new Map<string, Flag>();

  /**
   * Adds `--my-arg`, or, with a short name too, `['-m', '--my-arg']`.
   * @throws {TslocError} `BAD_ARGUMENT` for a name that is taken or invalid, and for invalid settings
   */
  addArgument(name: string | readonly [short: string, long: string], settings: ArgumentSettings = {}): void {
    this.#add([name].flat(), settings, customGroup);
  }

  /** A heading of the help, under which its options are listed: `parser.addArgumentGroup('Shop').addArgument(…)`. */
  addArgumentGroup(title: string): Pick<ArgumentParser, 'addArgument'> {
    if (typeof title !== 'string' || title === '')
      throw new TslocError('BAD_ARGUMENT', 'Expected addArgumentGroup to get a title.');
    return { addArgument: (name, settings = {}) => this.#add([name].flat(), settings, title) };
  }

  #add(names: readonly string[], settings: ArgumentSettings, group: string): void {
    const long = names.find((one) => /^--(?!no-)[a-z]\w*(-\w+)*$/i.test(one));
    const short = names.find((one) => /^-\w$/.test(one));
    if (long === undefined || names.some((one) => one !== long && one !== short))
      throw badArgument(names, 'another name');
    const key = keyOf(long);
    const taken = [...Object.entries(flags), ...Object.entries(others), ...this.rows] as [string, Names][];
    const clash = taken.find(([other, row]) => other === key || row.long === long || (short && row.short === short));
    if (clash !== undefined) throw badArgument(names, clashText(names, key, clash[1]));
    this.rows.set(key, { ...flagOf(long, short, settings), group });
  }
}

type Names = Pick<Flag, 'short' | 'long'>;

/** Names of the command line that are not in the table, by key. */
const others: Readonly<Record<string, Names>> = {
  help: { short: '-h', long: '--help' },
  version: { short: '-V', long: '--version' },
  userClasses: { long: '--user-classes' },
};

function badArgument(names: readonly string[], found: string): TslocError {
  const message = `Expected addArgument('${names.join("', '")}') to name a new option such as --my-arg, got ${found}.`;
  return new TslocError('BAD_ARGUMENT', message);
}

function clashText(names: readonly string[], key: string, { short, long }: Names): string {
  const name = names.find((one) => one === long || one === short);
  if (name === undefined) return `one that is '${key}' in parsedOptions, like ${long}`;
  return name === long ? `${long}, which already exists` : `${name}, the short name of ${long}`;
}

function keyOf(long: string): string {
  return long.slice(2).replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
