/** Derives options and loaded files from the arguments: the files may add options, and options name the files. */

import { events } from '../../core/events/global-events.js';
import { ArgumentParser } from '../../core/options/argument-parser.js';
import { type Flag, flags } from '../../core/options/flags.js';
import { flagRows, type Options } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import { logLevels } from '../../util/log/log.js';
import type { MasterAddress } from '../cluster/files-from-master.js';
import { defaultCacheFolder } from '../compiler/cache-folder.js';
import { type Entry, rowOf, settingsFromEntries } from '../config/entry.js';
import { readConfig } from '../config/read-config.js';
import { describeLoadError } from '../loading/load-error.js';
import { importScript, type Loaded, loadFiles } from '../loading/load-file.js';
import { findLocustfiles } from '../loading/locustfiles.js';
import type { LogOptions } from '../run/create-log.js';
import { type CommandDescription, type Request, type RunRequest, readCommand } from './command.js';
import { asksForHelp, type EarlyOption, readEarly } from './early-options.js';
import { proxyVariables, settingsFromEnvironment, type Variables } from './environment-variables.js';

/** The parsed command line, and the files that were loaded to parse it. */
export type LoadedRequest =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'run'; readonly request: RunRequest; readonly loaded: Loaded };

/** What the command was started with. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly env: Variables;
  /** The working directory. */
  readonly folder: string;
  /** Resolves with the paths of a master's files, for `-f -` of a worker; other commands than a run do not take them. */
  readonly takeFiles?: (address: MasterAddress) => Promise<string[]>;
  /** Called before files are loaded: they may log. */
  readonly onLogOptions?: (options: LogOptions) => void;
}

/**
 * Reads configuration and command line, loads the files that they name, and, if these add options, reads both again.
 * @throws {TslocError} what is wrong with options or files
 */
export async function readRequest(description: CommandDescription, line: CommandLine): Promise<LoadedRequest> {
  const { argv, env } = line;
  if (asksForHelp(argv)) return { kind: 'print', text: await helpText(description, line) };
  const entries = await readConfigFiles(line);
  const first = deferUnknown(() => readCommand(description, argv, { env, entries }));
  if (!(first instanceof TslocError) && first.kind === 'print') return first;
  line.onLogOptions?.(first instanceof TslocError ? earlyLogOptions(line, entries) : first.options);
  const loaded = await loadNamedFiles(line, entries, first instanceof TslocError ? null : first.options);
  const custom = await customOptions(loaded);
  const request = custom.size > 0 ? readCommand(description, argv, { env, entries, custom }) : first;
  if (request instanceof TslocError) throw request;
  if (request.kind === 'print') return request;
  const options = { ...request.options, proxyVariables: proxyVariables(env) };
  return { kind: 'run', request: { ...request, options }, loaded };
}

/** The entries of all configuration files. @throws {TslocError} `BAD_CONFIG` */
export function readConfigFiles({ argv, env, folder }: CommandLine): Promise<Entry[]> {
  const importConfig = (url: string) => importScript(url, cacheFolder({ argv, env }, []));
  const file = readEarly('config', argv) ?? (env.TSLOC_CONFIG || undefined);
  return readConfig({ folder, home: env.HOME, file, importScript: importConfig });
}

/** The locustfile may add an unknown option: that error is kept until the file has been loaded. */
function deferUnknown(read: () => Request): Request | TslocError {
  try {
    return read();
  } catch (error) {
    if (TslocError.is(error) && error.code === 'UNKNOWN_OPTION') return error;
    throw error;
  }
}

/** `given` are the options where all could be read. */
async function loadNamedFiles(line: CommandLine, entries: readonly Entry[], given: Options | null): Promise<Loaded> {
  const files = given?.locustfile ?? textOption('locustfile', line, entries) ?? flags.locustfile.default;
  if (files.trim() === '-' && line.takeFiles !== undefined) {
    const address = given ?? earlyAddress(line, entries);
    // Nothing of the master's files stays on this machine, compiled ones included.
    if (address.worker) return loadFiles(await line.takeFiles(address), null);
  }
  return loadFiles(await findLocustfiles(files, line.folder), cacheFolder(line, entries));
}

function earlyAddress(line: CommandLine, entries: readonly Entry[]): MasterAddress & { readonly worker: boolean } {
  const read = (option: EarlyOption) => textOption(option, line, entries);
  const worker: unknown = read('worker');
  return {
    worker: worker !== undefined && worker !== false,
    masterHost: read('masterHost') ?? flags.masterHost.default,
    masterPort: Number(read('masterPort') ?? flags.masterPort.default),
    masterToken: read('masterToken') ?? null,
  };
}

/** Mistakes in them are reported when all options are read. */
function earlyLogOptions(line: CommandLine, entries: readonly Entry[]): LogOptions {
  const read = (option: EarlyOption): unknown => textOption(option, line, entries);
  const isOn = (option: EarlyOption) => ![undefined, false].includes(read(option) as undefined);
  const level = String(read('loglevel')).toUpperCase();
  return {
    skipLogSetup: isOn('skipLogSetup'),
    loglevel: logLevels.find((one) => one === level) ?? flags.loglevel.default,
    logfile: (read('logfile') as string | undefined) ?? null,
    jsonLogs: isOn('jsonLogs'),
  };
}

/** Where compiled files are kept; null for nowhere. */
export function cacheFolder(line: Pick<CommandLine, 'argv' | 'env'>, entries: readonly Entry[]): string | null {
  return (textOption('compileCache', line, entries) ?? defaultCacheFolder(line.env, process.platform)) || null;
}

/** The scenario file that variables and configuration files name; null without one. @throws {TslocError} `BAD_CONFIG` */
export async function configuredScenarioFile(
  surroundings: Pick<CommandLine, 'env' | 'folder'>,
): Promise<string | null> {
  const line = { ...surroundings, argv: [] };
  return textOption('scenarioFile', line, await readConfigFiles(line)) || null;
}

/** The value of one option where others cannot be read yet. */
function textOption(
  option: EarlyOption,
  { argv, env }: Pick<CommandLine, 'argv' | 'env'>,
  entries: readonly Entry[],
): string | undefined {
  const flag: Flag = flags[option];
  const known = entries.filter((entry) => rowOf(entry, flagRows)?.[0] === option);
  const settings = [...settingsFromEntries(known, flagRows), ...settingsFromEnvironment(env, [[option, flag]])];
  const value = settings.findLast(({ key }) => key === option)?.value;
  return readEarly(option, argv) ?? (value as string | undefined);
}

/** Help never fails: custom options are listed if the locustfile can be loaded. */
async function helpText(description: CommandDescription, line: CommandLine): Promise<string> {
  const read = (custom?: ArgumentParser['rows']) => {
    const request = readCommand(description, ['--help'], { env: {}, ...(custom === undefined ? {} : { custom }) });
    return request.kind === 'print' ? request.text : '';
  };
  try {
    return read(await customOptions(await loadNamedFiles(line, await readConfigFiles(line), null)));
  } catch {
    return read();
  }
}

async function customOptions({ files }: Loaded): Promise<ArgumentParser['rows']> {
  const parser = new ArgumentParser();
  try {
    await events.initCommandLineParser.fireAndWait({ parser });
  } catch (thrown) {
    throw describeLoadError(files.join(', '), thrown);
  }
  return parser.rows;
}
