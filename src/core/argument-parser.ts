/** Options of a test's own, added to the command line by listeners of `initCommandLineParser`. */
import { TslocError } from '../util/error.js';
import { type Flag, type FlagType, flags } from './flags.js';

/** What an option of a test's own is like. */
export interface ArgumentSettings {
  /** What its text becomes: text by default, a flag (without a value) for a default of true or false. */
  readonly type?: 'text' | 'integer' | 'number' | 'flag';
  readonly default?: string | number | boolean | null;
  readonly choices?: readonly string[];
  readonly help?: string;
  /** The environment variable that may set it. */
  readonly env?: string;
  /** True keeps its value out of whatever shows options. */
  readonly isSecret?: boolean;
}

/** Collects options; their values are in `environment.parsedOptions`, `--my-arg` as `myArg`. */
export class ArgumentParser {
  readonly rows = new Map<string, Flag>();

  /**
   * Adds `--my-arg`, or, with a short name too, `['-m', '--my-arg']`.
   * @throws {TslocError} `BAD_ARGUMENT` for a name that is taken or is no option
   */
  addArgument(name: string | readonly [short: string, long: string], settings: ArgumentSettings = {}): void {
    const names = [name].flat();
    const long = names.find((one) => /^--(?!no-)[a-z]\w*(-\w+)*$/i.test(one));
    const short = names.find((one) => /^-\w$/.test(one));
    if (long === undefined || names.some((one) => one !== long && one !== short))
      throw badArgument(names, 'something else');
    const key = keyOf(long);
    const taken = [...Object.entries(flags), ...Object.entries(others), ...this.rows] as [string, Names][];
    const clash = taken.find(([other, row]) => other === key || row.long === long || (short && row.short === short));
    if (clash !== undefined) throw badArgument(names, `a name or the key of ${clash[1].long}`);
    this.rows.set(key, rowOf(long, short, settings));
  }
}

type Names = Pick<Flag, 'short' | 'long'>;

/** What the command line has besides the table, by key. */
const others: Readonly<Record<string, Names>> = {
  help: { short: '-h', long: '--help' },
  version: { short: '-V', long: '--version' },
  userClasses: { long: '--user-classes' },
};

function badArgument(names: readonly string[], found: string): TslocError {
  const message = `Expected addArgument('${names.join("', '")}') to name a new option such as --my-arg, got ${found}.`;
  return new TslocError('BAD_ARGUMENT', message);
}

const types: Readonly<Record<string, FlagType>> = { text: 'text', integer: 'integer', number: 'number', flag: 'flag' };

function rowOf(long: string, short: string | undefined, settings: ArgumentSettings): Flag {
  const isFlag = settings.type === 'flag' || typeof settings.default === 'boolean';
  const type = isFlag ? 'flag' : settings.choices ? 'choice' : (types[settings.type ?? 'text'] as FlagType);
  return {
    ...(short === undefined ? {} : { short }),
    ...(settings.env === undefined ? {} : { env: settings.env }),
    ...(settings.choices === undefined ? {} : { choices: settings.choices }),
    ...(isFlag ? {} : { metavar: '<value>' }),
    long,
    type,
    default: settings.default ?? (isFlag ? false : null),
    isSecret: settings.isSecret ?? false,
    group: 'Custom',
    help: settings.help ?? '',
  };
}

function keyOf(long: string): string {
  return long.slice(2).replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
