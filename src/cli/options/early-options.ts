/** What must be known of the arguments before all options are: the locustfile may add some. */
import { type Flag, flags } from '../../core/options/flags.js';
import { flagRows } from '../../core/options/options.js';
import { expandPrefixes, optionWords, splitAttachedValues } from './arguments.js';

/** Options that are needed before the locustfile can add others. */
export type EarlyOption =
  | 'locustfile'
  | 'config'
  | 'compileCache'
  | 'scenarioFile'
  | 'skipLogSetup'
  | 'loglevel'
  | 'logfile'
  | 'jsonLogs'
  | 'worker'
  | 'masterHost'
  | 'masterPort'
  | 'masterToken';

/** The value of one text option, read before everything else is known: unknown options are skipped. '' for a flag that is set. */
export function readEarly(key: EarlyOption, argv: readonly string[]): string | undefined {
  const flag: Flag = flags[key];
  const prefixable = flagRows.map(([, row]) => row.long);
  // A missing value is reported when all options are read.
  const isOption = (word: string) => flagRows.some(([, row]) => row.long === word || row.short === word);
  const words = splitAttachedValues(
    optionWords(argv).map((word) => expandUnambiguous(word, prefixable)),
    [[key, flag]],
  );
  const values = words.flatMap((word, i) => {
    if (word === flag.long && flag.type === 'flag') return [''];
    if (word === flag.short || word === flag.long) return words.slice(i + 1, i + 2).filter((next) => !isOption(next));
    if (word.startsWith(`${flag.long}=`)) return [word.slice(flag.long.length + 1)];
    return flag.short !== undefined && /^-\w./.test(word) && word.startsWith(flag.short) ? [word.slice(2)] : [];
  });
  return values.at(-1);
}

/** True if help is requested, even if other arguments are invalid. */
export function asksForHelp(argv: readonly string[]): boolean {
  return optionWords(argv).some((word) => word === '--help' || (/^-\w/.test(word) && includesHelp(word.slice(1))));
}

/** Whether `-h` is among joined short options, before one that takes a value or ends the command: `-hV`, `-lh`. */
function includesHelp(options: string): boolean {
  const first = [...options].find((name) => {
    const flag = flagRows.find(([, { short }]) => short === `-${name}`)?.[1];
    return flag?.type !== 'flag';
  });
  return first === 'h';
}

function expandUnambiguous(word: string, longNames: readonly string[]): string {
  try {
    return expandPrefixes([word], longNames)[0] as string;
  } catch {
    return word; // reported when all options are read
  }
}
