/** Options from LOCUST_… variables, read as Locust reads them. */
import type { Flag } from '../core/flags.js';
import { flagRows, type Options, parseValue } from '../core/options.js';
import { messageOf, TslocError } from '../util/error.js';

/** The options that `env` sets. @throws {TslocError} `BAD_OPTION`, exit code 2, naming the variable where it helps */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  rows: readonly (readonly [string, Flag])[] = flagRows,
): Partial<Options> {
  const found: Record<string, unknown> = {};
  for (const [key, flag] of rows) {
    const text = flag.env === undefined ? undefined : env[flag.env];
    if (text === undefined || (text === '' && flag.type === 'words')) continue;
    found[key] = flag.type === 'words' ? parseWords(text) : parseVariable(flag, text);
  }
  const classes = env.LOCUST_USER_CLASSES?.trim();
  if (classes) found.userClasses = classes.split(/\s+/);
  return found;
}

/** As Python and curl read them: lower case wins, `ALL_PROXY` is for what has none of its own. */
export function proxyVariables(
  env: Readonly<Record<string, string | undefined>>,
): NonNullable<Options['proxyVariables']> {
  const read = (name: string) => env[name] ?? env[name.toUpperCase()];
  const any = read('all_proxy') ?? '';
  return { http: read('http_proxy') ?? any, https: read('https_proxy') ?? any, noProxy: read('no_proxy') ?? '' };
}

function parseVariable(flag: Flag, text: string): unknown {
  try {
    return parseValue(flag, text);
  } catch (error) {
    if (flag.type !== 'flag') throw error;
    const reason = messageOf(error).replace(/^argument .*?: unexpected value/, `Unexpected value for ${flag.env}:`);
    throw new TslocError('BAD_OPTION', reason, { exitCode: 2 });
  }
}

/** `[a, b]` or JSON are several; anything else is one, spaces included. */
function parseWords(text: string): string[] {
  const inside = /^\[(.*)\]$/s.exec(text.trim())?.[1];
  if (inside === undefined) return [text];
  const words = inside.split(',').map((word) => word.trim().replace(/^(["'])(.*)\1$/, '$2'));
  return words.filter((word) => word !== '');
}
