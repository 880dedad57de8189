/** The command line, made from the option table: arguments become settings, settings become options. */
import { Command, CommanderError, Option } from 'commander';
import { type Flag, flags } from '../../core/options/flags.js';
import { flagRows, type Options, parseValue } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import { type Entry, settingsFromEntries } from '../config/entry.js';
import { expandPrefixes, keepLastLists, type Row, requireValues, splitAttachedValues } from './arguments.js';
import { asksForHelp } from './early-options.js';
import { settingsFromEnvironment, type Variables } from './environment-variables.js';
import { commandLine, optionsFrom, type Setting } from './settings.js';
import { unknownOption } from './unknown-option.js';

/** The parsed command line: a run, or a text to print. */
export type Request = RunRequest | { readonly kind: 'print'; readonly text: string };

/** A run with its options. */
export interface RunRequest {
  readonly kind: 'run';
  readonly options: Options;
  /** Every value that is not a default, lowest precedence first. */
  readonly settings: readonly Setting[];
  /** All rows of the option table, those that the locustfile added included. */
  readonly rows: readonly Row[];
  readonly extra: ExtraValues;
}

/** Values of options that belong to one subcommand, by long name without dashes. */
export type ExtraValues = Readonly<Record<string, string | boolean | undefined>>;

/** An option that belongs to one subcommand. */
export interface ExtraFlag {
  /** As commander writes it: `--port <number>`. */
  readonly flags: string;
  readonly help: string;
}

/** Name, texts and additional options of a command. */
export interface CommandDescription {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly extra: readonly ExtraFlag[];
  /** The text after the list of options. */
  readonly epilogue: string;
  /** The width of the terminal; absent where the help is not printed to one. */
  readonly columns?: number;
}

/** The limits of the width of the help, in columns. */
const maxHelpWidth = 100;
const minHelpWidth = 72;

/** The sources of options other than the arguments. */
export interface OptionSources {
  readonly env: Variables;
  /** Entries of configuration files, lowest precedence first. */
  readonly entries?: readonly Entry[];
  /** Options that the locustfile added, by their keys. */
  readonly custom?: ReadonlyMap<string, Flag>;
}

/**
 * Reads `argv`, environment variables and the entries of files, in this order of precedence.
 * @throws {TslocError} `BAD_OPTION`, `UNKNOWN_OPTION`; exit code 2, in Locust's words
 */
export function readCommand(description: CommandDescription, argv: readonly string[], sources: OptionSources): Request {
  const { env, entries = [], custom = new Map<string, Flag>() } = sources;
  const rows: readonly Row[] = [...flagRows, ...custom];
  const parsed = parseArguments(description, argv, rows);
  if ('printed' in parsed) return { kind: 'print', text: parsed.printed };
  const { command } = parsed;
  const defaults = [...custom].map(([key, flag]) => ({ key, value: flag.default, source: 'default' }));
  const settings = withHeadful([
    ...settingsFromEntries(entries, rows),
    ...settingsFromEnvironment(env, rows),
    ...collectTypedSettings(command, rows),
  ]);
  const options = optionsFrom([...defaults, ...settings]);
  if (options.statsHistoryEnabled && options.csvPrefix === '')
    throw new TslocError('BAD_OPTION', `'${flags.statsHistoryEnabled.long}' requires '${flags.csvPrefix.long}'.`, {
      exitCode: 2,
    });
  return { kind: 'run', options, settings, rows, extra: command.opts<ExtraValues>() };
}

function parseArguments(
  description: CommandDescription,
  argv: readonly string[],
  rows: readonly Row[],
): { readonly command: Command } | { readonly printed: string } {
  const printed: string[] = [];
  const command = buildCommand(description, rows, (text) => printed.push(text));
  const longNames = [...rows.map(([, { long }]) => long), '--help', '--version', ...extraNames(description.extra)];
  const negatedOf = (of: readonly Row[]) => of.flatMap(([, flag]) => negateName(flag) ?? []);
  // Locust has no --no-x of its own options: --no-web must not mean --no-web-login.
  const negated = negatedOf(rows.filter(([, { isCustom }]) => isCustom === true));
  try {
    command.parse(asksForHelp(argv) ? ['--help'] : normalize(argv, [...longNames, ...negated], rows), { from: 'user' });
    return { command };
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { printed: printed.join('') };
    throw error instanceof CommanderError ? inLocustWords(error, [...longNames, ...negatedOf(rows)]) : error;
  }
}

function normalize(argv: readonly string[], longNames: readonly string[], rows: readonly Row[]): string[] {
  const words = keepLastLists(splitAttachedValues(expandPrefixes(argv, longNames), rows), rows);
  requireValues(words, rows);
  return words;
}

function buildCommand(description: CommandDescription, rows: readonly Row[], print: (text: string) => void): Command {
  const command = new Command(description.name)
    .description(description.description)
    .usage('[options] [UserClass ...]')
    .argument('[UserClass...]', 'The user classes to run; all by default')
    .helpOption('-h, --help', 'Show this help and exit')
    .version(description.version, '-V, --version', 'Show the version and exit')
    .addHelpText('after', description.epilogue)
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .configureHelp({ helpWidth: helpWidthOf(description), minWidthToWrap: 20 })
    .exitOverride();
  for (const { flags: names, help } of description.extra)
    command.addOption(new Option(names, help).helpGroup('Demo options:'));
  for (const [, flag] of rows) {
    command.addOption(optionOf(flag));
    const negated = negateName(flag);
    if (negated === null) continue;
    const option = new Option(negated, `Turn ${flag.long} off`).helpGroup(`${flag.group}:`);
    command.addOption(flag.default === true ? option : option.hideHelp());
  }
  return command;
}

function helpWidthOf({ columns = maxHelpWidth }: CommandDescription): number {
  return Math.max(minHelpWidth, Math.min(maxHelpWidth, columns));
}

/** Every option without a value can be turned off, for what a file, a variable or its default turns on. */
function negateName({ long, type }: Flag): string | null {
  return type === 'flag' ? long.replace('--', '--no-') : null;
}

function optionOf(flag: Flag): Option {
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(', ');
  // A list may be empty, as in Locust: `-T` alone overrides the tags of a file.
  const metavar = flag.type === 'words' ? flag.metavar?.replace('<', '[').replace('>', ']') : flag.metavar;
  const option = new Option(metavar === undefined ? names : `${names} ${metavar}`, helpOf(flag));
  option.helpGroup(`${flag.group}:`);
  if (flag.isHidden === true) option.hideHelp();
  if (flag.type === 'texts')
    option.argParser((text, before?: readonly unknown[]) => [...(before ?? []), parseValue(flag, text)]);
  else if (flag.type !== 'flag' && flag.type !== 'words') option.argParser((text) => parseValue(flag, text));
  return option;
}

function helpOf(flag: Flag): string {
  const env = flag.env === undefined ? '' : ` [${flag.env}]`;
  const choices = flag.choices === undefined ? '' : ` (one of ${flag.choices.join(', ')})`;
  const isEmpty = flag.default === null || flag.default === false || String(flag.default) === '';
  const isShown = flag.isCustom === true && flag.isSecret !== true && !isEmpty;
  return (flag.help + choices + (isShown ? ` (default: ${flag.default})` : '') + env).trim();
}

function collectTypedSettings(command: Command, rows: readonly Row[]): Setting[] {
  const byAttribute = command.opts<Record<string, unknown>>();
  const settings = rows.flatMap(([key, flag]) => {
    const value = byAttribute[new Option(flag.long).attributeName()];
    if (value === undefined) return [];
    return [{ key, value: flag.type === 'words' && value === true ? [] : value, source: commandLine }];
  });
  const classes = { key: 'userClasses', value: command.args, source: commandLine };
  return command.args.length > 0 ? [...settings, classes] : settings;
}

/** `--headful` cancels a `headless` of any source. */
function withHeadful(settings: readonly Setting[]): readonly Setting[] {
  const headful = settings.findLast(({ key }) => key === 'headful');
  return headful?.value === true ? [...settings, { ...headful, key: 'headless', value: false }] : settings;
}

function extraNames(extra: readonly ExtraFlag[]): string[] {
  return extra.map(({ flags: names }) => names.split(' ')[0] as string);
}

function inLocustWords(error: CommanderError, longNames: readonly string[]): TslocError {
  const message = error.message.replace(/^error: /, '').split('\n')[0] as string;
  const unknown = /^unknown option '(.*)'$/.exec(message)?.[1];
  if (unknown !== undefined) return unknownOption(unknown, longNames);
  const text = message.replace(/^option '(\S+).*' argument missing$/, 'argument $1: expected one argument');
  return new TslocError('BAD_OPTION', text, { exitCode: 2 });
}

/** The keys of the options that were typed. */
export function collectTypedKeys(settings: readonly Setting[]): ReadonlySet<string> {
  return new Set(settings.filter(({ source }) => source === commandLine).map(({ key }) => key));
}
