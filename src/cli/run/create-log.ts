/** The log of a run, with the level, format and destination (file or terminal) that its options set. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Options } from '../../core/options/options.js';
import { identityOf } from '../../report/csv/csv-file.js';
import { messageOf, TslocError } from '../../util/error.js';
import { makeFolderOf } from '../../util/files/folder.js';
import { Log } from '../../util/log/log.js';
import { levelOf, setLogDestination } from '../../util/log/named-loggers.js';

/** The options of the log. */
export type LogOptions = Pick<Options, 'skipLogSetup' | 'loglevel' | 'logfile' | 'jsonLogs'>;

/** Lines go to `--logfile`, else to `write`. @throws {TslocError} `LOGFILE_NOT_WRITABLE` */
export function createLog(options: LogOptions, write: (line: string) => void): Log {
  const { skipLogSetup, loglevel, logfile, jsonLogs } = options;
  const level = skipLogSetup ? 'WARNING' : loglevel;
  const writer = logfile && !skipLogSetup ? fileWriter(logfile, write) : write;
  const log = new Log(level, writer, jsonLogs ? 'json' : 'text', levelOf);
  setLogDestination((...entry) => log.log(...entry));
  return log;
}

/** Where tables go: nowhere with `--skip-log-setup`, as JSON with `--json-logs`, else to the terminal unchanged. */
export function createTableWriter(
  { skipLogSetup, jsonLogs }: LogOptions,
  write: (line: string) => void,
): (line: string) => void {
  if (skipLogSetup) return () => {};
  return createSummaryWriter({ jsonLogs }, write);
}

/** Where the summary of several scenarios goes: as JSON with `--json-logs`, else to the terminal unchanged. */
export function createSummaryWriter(
  { jsonLogs }: Pick<LogOptions, 'jsonLogs'>,
  write: (line: string) => void,
): (line: string) => void {
  return jsonLogs ? jsonWriter('locust.stats_logger', write) : write;
}

/** Where the lines of `--trace` go: as JSON with `--json-logs`, else to the terminal unchanged. */
export function createTraceWriter({ jsonLogs }: LogOptions, write: (line: string) => void): (line: string) => void {
  return jsonLogs ? jsonWriter('locust.trace', write) : write;
}

function jsonWriter(name: string, write: (line: string) => void): (line: string) => void {
  const { info } = new Log('INFO', write, 'json').logger(name);
  return info;
}

/** Without O_NONBLOCK, a named pipe would be waited for until somebody reads it. */
const openFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NONBLOCK;

/**
 * Appends lines to a file, and to a new one if it was removed or renamed, as log rotation does; when that fails, reports it
 * once and writes to `fallback`.
 */
function fileWriter(path: string, fallback: (line: string) => void): (line: string) => void {
  let file: number | null = openLogfile(path);
  return (line) => {
    try {
      if (file !== null) {
        file = reopenIfMoved(path, file);
        writeLine(file, line);
      }
    } catch (error) {
      file = null;
      fallback(`tsloc: ${path} is no longer writable (${messageOf(error)}): the log continues here.`);
    }
    if (file === null) fallback(line);
  };
}

/** Writes the whole line; on a full disk nothing of it, so that the file ends with a whole line. */
function writeLine(file: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  const { size } = fstatSync(file);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch (error) {
    if (written > 0 && fstatSync(file).size === size + written) ftruncateSync(file, size);
    throw error;
  }
}

function openLogfile(path: string): number {
  try {
    makeFolderOf(path);
    return openSync(path, openFlags);
  } catch (cause) {
    throw new TslocError('LOGFILE_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}

function reopenIfMoved(path: string, file: number): number {
  const { dev, ino } = fstatSync(file);
  if (identityOf(path) === `${dev}:${ino}`) return file;
  makeFolderOf(path);
  const reopened = openSync(path, openFlags);
  closeSync(file);
  return reopened;
}
