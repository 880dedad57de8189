/** The log of a run, with the level, format and destination (file or terminal) that its options set. */
import { openSync, writeSync } from 'node:fs';
import type { Options } from '../../core/options/options.js';
import { messageOf, TslocError } from '../../util/error.js';
import { Log } from '../../util/log.js';
import { levelOf, setLoggingTarget } from '../../util/named-loggers.js';

/** Lines go to `--logfile`, else to `write`. @throws {TslocError} `LOGFILE_NOT_WRITABLE` */
export function createLog(options: Options, write: (line: string) => void): Log {
  const { skipLogSetup, loglevel, logfile, jsonLogs } = options;
  const level = skipLogSetup ? 'WARNING' : loglevel;
  const writer = logfile && !skipLogSetup ? fileWriter(logfile, write) : write;
  const log = new Log(level, writer, jsonLogs ? 'json' : 'text', levelOf);
  setLoggingTarget((...entry) => log.log(...entry));
  return log;
}

/** Where tables go: nowhere with `--skip-log-setup`, as JSON with `--json-logs`, else to the terminal unchanged. */
export function createTableWriter(
  { skipLogSetup, jsonLogs }: Options,
  write: (line: string) => void,
): (line: string) => void {
  if (skipLogSetup) return () => {};
  if (!jsonLogs) return write;
  return (line) => new Log('INFO', write, 'json').logger('locust.stats_logger').info(line);
}

/** Appends lines to a file; when that fails, reports it once and writes to `fallback`. */
function fileWriter(path: string, fallback: (line: string) => void): (line: string) => void {
  let file: number | null = openLogfile(path);
  return (line) => {
    try {
      if (file !== null) writeSync(file, `${line}\n`);
    } catch (error) {
      file = null;
      fallback(`tsloc: ${path} is no longer writable (${messageOf(error)}): the log continues here.`);
    }
    if (file === null) fallback(line);
  };
}

function openLogfile(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (cause) {
    throw new TslocError('LOGFILE_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}
