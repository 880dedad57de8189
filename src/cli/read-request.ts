/** From the words of the command line to options and loaded files: each may depend on the other. */
import { ArgumentParser } from '../core/argument-parser.js';
import { events } from '../core/global-events.js';
import { TslocError } from '../util/error.js';
import { asksForHelp, type CommandFace, type Request, readCommand, readLocustfile } from './command.js';
import { describeLoadError } from './load-error.js';
import { type Loaded, loadFiles } from './load-file.js';
import { findLocustfiles } from './locustfiles.js';

/** What was asked for, and the files that were loaded to know it. */
export type Read =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'run'; readonly request: Request & { readonly kind: 'run' }; readonly loaded: Loaded };

/** Where the words come from. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder. */
  readonly folder: string;
}

/**
 * Reads the command line, loads the files that it names, and, if these add options, reads it again with them.
 * @throws {TslocError} whatever is wrong with either
 */
export async function readRequest(face: CommandFace, line: CommandLine): Promise<Read> {
  const first = tryToRead(face, line);
  if (!(first instanceof TslocError) && first.kind === 'print') {
    return asksForHelp(line.argv)
      ? { kind: 'print', text: await helpWithCustomOptions(face, line, first.text) }
      : first;
  }
  const files = first instanceof TslocError ? readLocustfile(line.argv, line.env) : first.options.locustfile;
  const loaded = await loadFiles(findLocustfiles(files, line.folder));
  const custom = await customOptions(loaded);
  const request = custom.size > 0 ? readCommand({ ...face, custom }, line.argv, line.env) : first;
  if (request instanceof TslocError) throw request;
  return request.kind === 'print' ? request : { kind: 'run', request, loaded };
}

/** An option that nobody knows may be one of the locustfile's: that error is kept for later. */
function tryToRead(face: CommandFace, { argv, env }: CommandLine): Request | TslocError {
  try {
    return readCommand(face, argv, env);
  } catch (error) {
    if (TslocError.is(error) && error.message.startsWith('unrecognized arguments')) return error;
    throw error;
  }
}

/** Help is given whatever is wrong with the file. */
async function helpWithCustomOptions(
  face: CommandFace,
  { argv, env, folder }: CommandLine,
  text: string,
): Promise<string> {
  try {
    const custom = await customOptions(await loadFiles(findLocustfiles(readLocustfile(argv, env), folder)));
    const request = readCommand({ ...face, custom }, argv, env);
    return request.kind === 'print' ? request.text : text;
  } catch {
    return text;
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
