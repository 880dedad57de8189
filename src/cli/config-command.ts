/** `tsloc config`: the value of each option, and where it was set. */
import type { Flag } from '../core/options/flags.js';
import { TslocError } from '../util/error.js';
import { removeCredentials } from '../util/secrets/secrets.js';
import { printableJson } from '../util/text/printable.js';
import { type CommandDescription, type RunRequest, readCommand } from './options/command.js';
import { type CommandLine, readConfigFiles, readRequest } from './options/read-request.js';

const texts = {
  name: 'tsloc config',
  description: 'Prints the value of each option and where it was set.',
  epilogue: '',
};

/** The text to print. @throws {TslocError} what is wrong with options or files */
export async function configCommand(description: CommandDescription, line: CommandLine): Promise<string> {
  const named = { ...description, ...texts };
  const request = await readOptions(named, line);
  return typeof request === 'string' ? request : configTable(request);
}

/** Options that a locustfile adds are shown too, if there is a locustfile. */
async function readOptions(description: CommandDescription, line: CommandLine): Promise<RunRequest | string> {
  try {
    const read = await readRequest(description, line);
    return read.kind === 'print' ? read.text : read.request;
  } catch (thrown) {
    if (!TslocError.is(thrown) || thrown.code !== 'LOCUSTFILE_NOT_FOUND') throw thrown;
    const request = readCommand(description, line.argv, { env: line.env, entries: await readConfigFiles(line) });
    return request.kind === 'print' ? request.text : request;
  }
}

/** One line an option, in columns: its name, its value as JSON, its source. */
export function configTable({ options, settings, rows }: Pick<RunRequest, 'options' | 'settings' | 'rows'>): string {
  const values = new Map(Object.entries(options));
  const source = (key: string) => settings.findLast((setting) => setting.key === key)?.source ?? 'default';
  const lines = [
    ...rows
      .filter(([key, flag]) => flag.isHidden !== true || source(key) !== 'default')
      .map(([key, flag]) => [flag.long.slice(2), shownValue(flag, values.get(key)), source(key)]),
    ['user classes', JSON.stringify(options.userClasses), source('userClasses')],
  ];
  return printableJson(alignColumns(lines));
}

/** As JSON, without the user names and passwords of URLs. */
function shownValue({ isSecret }: Flag, value: unknown): string {
  return isSecret === true && value !== null ? '(secret)' : removeCredentials(JSON.stringify(value));
}

function alignColumns(lines: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...lines.map((cells) => (cells[column] as string).length)));
  return lines.map((cells) => `${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}\n`).join('');
}
