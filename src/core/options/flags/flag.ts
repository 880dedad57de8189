/** The row type of the option table: one command-line option as plain data. */

/** How the text of an option becomes its value. `texts` may be given several times, with one text each. */
export type FlagType = 'text' | 'integer' | 'rate' | 'timeSpan' | 'choice' | 'words' | 'texts' | 'number' | 'flag';

/** One option. Names, environment variables and meanings are Locust's where Locust has the option. */
export interface Flag {
  readonly short?: string;
  readonly long: string;
  /** Locust's environment variable; `TSLOC_<LONG_NAME>` sets the option too. */
  readonly env?: string;
  readonly type: FlagType;
  /** Placeholder of the value in the help. */
  readonly metavar?: string;
  readonly choices?: readonly (string | number)[];
  /** Smallest value of an integer. */
  readonly least?: number;
  /** Largest value of an integer. */
  readonly most?: number;
  readonly default: unknown;
  /** Whether its value is hidden wherever options are printed. */
  readonly isSecret?: boolean;
  /** Whether the help leaves it out, as Locust does with its hidden options. */
  readonly isHidden?: boolean;
  /** Whether the form of the web page requires a value, as only a custom option can. */
  readonly isRequired?: boolean;
  /** Whether the web page and its API can set it: custom options only, by default all. */
  readonly includeInWebUi?: boolean;
  /** A custom option, added with `parser.addArgument`. */
  readonly isCustom?: boolean;
  /** The heading under which the help lists it; custom options may have their own heading. */
  readonly group: string;
  readonly help: string;
}

/** Default of options that hold a text, typed so that `null` widens. */
export const noText = null as string | null;

/** Default of options that hold a number. */
export const noNumber = null as number | null;

/** Default of options that hold a list of words. */
export const noWords: readonly string[] = [];
