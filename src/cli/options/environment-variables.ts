/** Options from `LOCUST_…` and `TSLOC_…` environment variables, read as Locust reads its own. */
import type { Flag } from '../../core/options/flags.js';
import { flagRows, type Options, parseValue } from '../../core/options/options.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { Row } from './arguments.js';
import { parseFrom, type Setting } from './settings.js';
import { unknownOption } from './unknown-option.js';

/** The variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The options that `env` sets.
 * @throws {TslocError} `BAD_OPTION`, with the variable's name where it helps, or `UNKNOWN_OPTION`; exit code 2
 */
export function settingsFromEnvironment(env: Variables, rows: readonly Row[] = flagRows): Setting[] {
  // If it were ignored, the page would have no password although one is expected.
  if (env.LOCUST_WEB_AUTH) throw unknownOption('--web-auth', []);
  const settings = rows.flatMap(([key, flag]) =>
    variablesOf(flag).flatMap((name) => {
      const text = env[name];
      if (text === undefined || (text === '' && isList(flag)) || isServiceLink(name, text)) return [];
      return [{ key, value: readVariable(flag, name, text), source: name }];
    }),
  );
  const classes = ['LOCUST_USER_CLASSES', 'TSLOC_USER_CLASSES'].flatMap((source) => {
    const words = env[source]?.trim();
    return words ? [{ key: 'userClasses', value: words.split(/\s+/), source }] : [];
  });
  return [...settings, ...classes];
}

/** Kubernetes sets such a variable for each service: `TSLOC_MASTER_PORT=tcp://10.0.0.5:5557` for one called tsloc-master. */
function isServiceLink(name: string, text: string): boolean {
  return name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(text);
}

function isList({ type }: Flag): boolean {
  return type === 'words' || type === 'texts';
}

/** Names of the variables that set an option; the last one that is set wins. */
export function variablesOf(flag: Flag): string[] {
  const own = `TSLOC_${flag.long.slice(2).replaceAll('-', '_').toUpperCase()}`;
  if (flag.isCustom === true || flag.env === own) return flag.env === undefined ? [] : [flag.env];
  return flag.env === undefined ? [own] : [flag.env, own];
}

/** As in Python and curl: lower case takes precedence, `ALL_PROXY` applies to protocols without their own variable. */
export function proxyVariables(env: Variables): NonNullable<Options['proxyVariables']> {
  const read = (name: string) => env[name] ?? env[name.toUpperCase()];
  const any = read('all_proxy') ?? '';
  return { http: read('http_proxy') ?? any, https: read('https_proxy') ?? any, noProxy: read('no_proxy') ?? '' };
}

/** `[a, b]` and JSON arrays are lists; anything else is one word, spaces included. */
export function parseWords(text: string): string[] {
  const json = parseJsonList(text);
  if (json !== null) return json;
  const inside = /^\[(.*)\]$/s.exec(text.trim())?.[1];
  if (inside === undefined) return [text];
  const words = inside.split(',').map((word) => word.trim().replace(/^(["'])(.*)\1$/, '$2'));
  return words.filter((word) => word !== '');
}

function parseJsonList(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))) : null;
  } catch {
    return null;
  }
}

function readVariable(flag: Flag, name: string, text: string): unknown {
  if (!isList(flag)) return parseVariable(flag, name, text);
  return parseWords(text).map((word) => parseVariable(flag, name, word));
}

function parseVariable(flag: Flag, name: string, text: string): unknown {
  if (flag.type !== 'flag') return parseFrom(`It is set by ${name}.`, () => parseValue(flag, text));
  try {
    return parseValue(flag, text);
  } catch (error) {
    const reason = messageOf(error).replace(/^argument .*?: unexpected value/, `Unexpected value for ${name}:`);
    throw new TslocError('BAD_OPTION', reason, { exitCode: 2 });
  }
}
