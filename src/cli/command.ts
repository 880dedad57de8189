/** The command line, made from the option table: what was typed becomes Options. */
import { Command, CommanderError, Option } from 'commander';
import { type Flag, type FlagKey, flags } from '../core/flags.js';
import { flagRows, makeOptions, type Options, parseValue } from '../core/options.js';
import { TslocError } from '../util/error.js';
import { completeNames, requireValues, untieValues } from './arguments.js';
import { optionsFromEnvironment } from './environment-variables.js';

/** What somebody asked for. */
export type Request =
  | {
      readonly kind: 'run';
      readonly options: Options;
      readonly given: ReadonlySet<FlagKey>;
      readonly extra: ExtraValues;
    }
  | { readonly kind: 'print'; readonly text: string };

/** Options that belong to one subcommand alone, by long name without dashes. */
export type ExtraValues = Readonly<Record<string, string | boolean | undefined>>;

/** One of them. */
export interface ExtraFlag {
  /** As commander writes it: `--port <number>`. */
  readonly flags: string;
  readonly help: string;
}

/** How the command presents itself. */
export interface CommandFace {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly extra: readonly ExtraFlag[];
  /** Options that the locustfile added, by their keys. */
  readonly custom?: ReadonlyMap<string, Flag>;
  readonly epilogue: string;
}

type Row = readonly [key: string, flag: Flag];

/**
 * Reads the command line and `env`; what is typed wins.
 * @throws {TslocError} `BAD_OPTION`, exit code 2, in Locust's words
 */
export function readCommand(
  face: CommandFace,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Request {
  const printed: string[] = [];
  const rows: readonly Row[] = [...flagRows, ...(face.custom ?? [])];
  const command = buildCommand(face, rows, (text) => printed.push(text));
  try {
    const names = [...rows.flatMap(([, flag]) => longNames(flag)), '--help', '--version', ...extraNames(face.extra)];
    command.parse(asksForHelp(argv) ? ['--help'] : spellOut(argv, names, rows), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { kind: 'print', text: printed.join('') };
    throw error instanceof CommanderError ? inLocustWords(error) : error;
  }
  const typed = typedValues(command, rows);
  const classes = command.args.length > 0 ? { userClasses: command.args } : {};
  const defaults = Object.fromEntries([...(face.custom ?? [])].map(([key, flag]) => [key, flag.default]));
  const options = makeOptions({ ...defaults, ...optionsFromEnvironment(env, rows), ...typed, ...classes });
  if (options.statsHistoryEnabled && !options.csvPrefix) {
    throw new TslocError('BAD_OPTION', "'--csv-full-history' requires '--csv'.", { exitCode: 2 });
  }
  return { kind: 'run', options, given: new Set(Object.keys(typed) as FlagKey[]), extra: command.opts<ExtraValues>() };
}

/** The value of `-f`, whatever else is on the command line: the locustfile may still add options that make sense of it. */
export function readLocustfile(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  const { locustfile } = flags;
  const words = untieValues(completeNames(optionsOf(argv), [locustfile.long]), [['locustfile', locustfile]]);
  const values = words.flatMap((word, i) => {
    if (word === locustfile.short || word === locustfile.long) return [words[i + 1] ?? ''];
    if (word.startsWith(`${locustfile.long}=`)) return [word.slice(locustfile.long.length + 1)];
    return /^-f./.test(word) ? [word.slice(2)] : [];
  });
  return values.at(-1) ?? env[locustfile.env] ?? locustfile.default;
}

/** Whoever asks for help gets it, whatever else is wrong. */
export function asksForHelp(argv: readonly string[]): boolean {
  return optionsOf(argv).some((word) => word === '-h' || word === '--help');
}

/** Without what comes after `--`: these are names of classes, however they look. */
function optionsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

function spellOut(argv: readonly string[], longNames: readonly string[], rows: readonly Row[]): string[] {
  return requireValues(untieValues(completeNames(argv, longNames), rows), rows);
}

function buildCommand(face: CommandFace, rows: readonly Row[], print: (text: string) => void): Command {
  const command = new Command(face.name)
    .description(face.description)
    .usage('[options] [UserClass ...]')
    .argument('[UserClass...]', 'The user classes to run; all by default')
    .helpOption('-h, --help', 'Show this help and exit')
    .version(face.version, '-V, --version', 'Show the version and exit')
    .addHelpText('after', face.epilogue)
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .configureHelp({ helpWidth: 100 })
    .exitOverride();
  for (const { flags: names, help } of face.extra)
    command.addOption(new Option(names, help).helpGroup('Demo options:'));
  for (const [, flag] of rows) {
    command.addOption(optionOf(flag));
    for (const name of longNames(flag).slice(1))
      command.addOption(new Option(name, `Turn ${flag.long} off`).helpGroup(`${flag.group} options:`));
  }
  return command;
}

/** What is on by default can be turned off. */
function longNames({ long, type, default: value }: Flag): string[] {
  return type === 'flag' && value === true ? [long, long.replace('--', '--no-')] : [long];
}

function optionOf(flag: Flag): Option {
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(', ');
  const env = flag.env === undefined ? '' : ` [${flag.env}]`;
  const choices = flag.choices === undefined ? '' : ` (one of ${flag.choices.join(', ')})`;
  const isShown = flag.group === 'Custom' && flag.isSecret !== true && flag.default !== null && flag.default !== false;
  const help = flag.help + choices + (isShown ? ` (default: ${flag.default})` : '') + env;
  const option = new Option(flag.metavar === undefined ? names : `${names} ${flag.metavar}`, help.trim());
  option.helpGroup(`${flag.group} options:`);
  if (flag.type !== 'flag' && flag.type !== 'words') option.argParser((text) => parseValue(flag, text));
  return option;
}

/** What was typed, by the keys of the table. */
function typedValues(command: Command, rows: readonly Row[]): Record<string, unknown> {
  const byAttribute = command.opts<Record<string, unknown>>();
  const typed: Record<string, unknown> = {};
  for (const [key, flag] of rows) {
    const value = byAttribute[new Option(flag.long).attributeName()];
    if (value !== undefined) typed[key] = value;
  }
  return typed;
}

function extraNames(extra: readonly ExtraFlag[]): string[] {
  return extra.map(({ flags: names }) => names.split(' ')[0] as string);
}

function inLocustWords(error: CommanderError): TslocError {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const message = first
    .replace(/^unknown option '(.*)'$/, 'unrecognized arguments: $1')
    .replace(/^option '(\S+).*' argument missing$/, 'argument $1: expected one argument');
  const name = /Did you mean (.*)\?/.exec(suggestion ?? '')?.[1];
  return new TslocError('BAD_OPTION', message, { exitCode: 2, ...(name ? { hint: `Did you mean '${name}'?` } : {}) });
}
