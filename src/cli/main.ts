/** The `tsloc` command. */
import { openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from '../core/options.js';
import { messageOf, TslocError } from '../util/error.js';
import { Log } from '../util/log.js';
import { type CommandFace, readCommand, readLocustfile } from './command.js';
import { demoFace, demoOptions, type SampleService, serveOnly, startSampleService } from './demo-command.js';
import { proxyVariables } from './environment-variables.js';
import { describeLoadError } from './load-error.js';
import { type Loaded, loadFiles } from './load-file.js';
import { findLocustfiles } from './locustfiles.js';
import { readRequest } from './read-request.js';
import { executeRun, prepareRun } from './run-command.js';
import { superviseProcess } from './supervise.js';
import { Terminal } from './terminal.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const terminal = new Terminal(process.stderr);

const face: CommandFace = {
  name: 'tsloc',
  description: 'Load tests as TypeScript classes, reported in the formats of Locust.',
  version: `tsloc ${version} from ${dirname(fileURLToPath(import.meta.url))} (Node ${process.version})`,
  extra: [],
  epilogue:
    '\nSubcommand:\n  demo    start the sample service and run the bundled users against it; see tsloc demo --help',
};

/** Does what the command line says and ends the process; never leaves it with a stack trace for a mistake. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader that went away (`| head`) is no reason to lose a run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    process.exit(argv[0] === 'demo' ? await demo(argv.slice(1)) : await plain(argv));
  } catch (thrown) {
    terminal.endStatus();
    process.exit(complain(thrown));
  }
}

async function plain(argv: readonly string[]): Promise<number> {
  const line = { argv, env: process.env, folder: process.cwd() };
  const read = await superviseLoading(readLocustfile(argv, process.env), () => readRequest(face, line));
  return read.kind === 'print' ? print(read.text) : runWith(read.request.options, read.loaded);
}

async function demo(argv: readonly string[]): Promise<number> {
  const request = readCommand({ ...demoFace, version: face.version }, argv, process.env);
  if (request.kind === 'print') return print(request.text);
  if (request.extra.serveOnly === true) return serveOnly(request.extra, terminal.write);
  const service = await startSampleService(request.extra);
  try {
    const options = demoOptions(request, service.url, root);
    return await runWith(options, await loadFiles(findLocustfiles(options.locustfile, root)), service);
  } finally {
    await service.stop();
  }
}

async function runWith(options: Options, loaded: Loaded, service?: SampleService): Promise<number> {
  const log = createLog(options);
  log.logger('locust.main').info(`Starting tsloc ${version}`);
  const context = {
    options: { ...options, proxyVariables: proxyVariables(process.env) },
    log,
    terminal,
    writeTable: options.skipLogSetup ? () => {} : terminal.write,
  };
  const prepared = await prepareRun(context, loaded);
  if ('printed' in prepared) return print(prepared.printed);
  const interruption = superviseProcess(prepared.run, log, loaded.shapes.length > 0 ? null : options.runTime);
  const { exitCode, snapshot } = await executeRun(prepared, log, interruption);
  if (service !== undefined) log.logger('locust.main').info(await service.compare(snapshot));
  return exitCode;
}

/** A file may also fail a turn after it was read, or end the process: that is told as its error too. */
async function superviseLoading<T>(files: string, load: () => Promise<T>): Promise<T> {
  const failed = (thrown: unknown) => {
    process.off('exit', ended);
    process.exit(complain(describeLoadError(files, thrown)));
  };
  const ended = () => {
    terminal.write(`tsloc: error: Could not load ${files}: the process ended meanwhile.`);
    process.exitCode ||= 1;
  };
  const listeners = { uncaughtException: failed, unhandledRejection: failed, exit: ended };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  try {
    return await load();
  } finally {
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  }
}

function createLog(options: Options): Log {
  const { skipLogSetup, loglevel, logfile } = options;
  if (skipLogSetup || !logfile) return new Log(skipLogSetup ? 'WARNING' : loglevel, terminal.write);
  let file: number;
  try {
    file = openSync(logfile, 'a');
  } catch (cause) {
    throw new TslocError('LOGFILE_NOT_WRITABLE', `Expected to write ${logfile}, but ${messageOf(cause)}.`, { cause });
  }
  let isWritable = true;
  return new Log(loglevel, (line) => {
    try {
      if (isWritable) writeSync(file, `${line}\n`);
    } catch (error) {
      isWritable = false;
      terminal.write(`tsloc: ${logfile} cannot be written any more (${messageOf(error)}): the log goes on here.`);
    }
    if (!isWritable) terminal.write(line);
  });
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(thrown: unknown): number {
  if (!TslocError.is(thrown)) {
    terminal.write(
      `tsloc: internal error, please report it: ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
    );
    return 2;
  }
  terminal.write(`tsloc: error: ${thrown.message}`);
  if (thrown.hint !== undefined) terminal.write(thrown.hint);
  return thrown.exitCode;
}
