/** Loggers by name for user files, and levels by name: `getLogger('locust.runners').setLevel('WARNING')`. */

import { TslocError } from '../error.js';
import { createLogger, type Logger, type LogLevel, logLevels } from './log.js';

/** A logger whose level can be set. */
export interface NamedLogger extends Logger {
  /** The lowest level that this logger and its child loggers write; it overrides `--loglevel`. */
  setLevel(level: LogLevel): void;
}

const levels = new Map<string, LogLevel>();
let destination: (level: LogLevel, name: string, message: string) => void = (level, name, message) =>
  console.error(`${level}/${name}: ${message}`);

/** The logger called `name`; its lines go to the log of the run, or to stderr before a run has created its log. */
export function getLogger(name = 'root'): NamedLogger {
  return {
    ...createLogger((level, message) => destination(level, name, message)),
    setLevel: (level) => {
      if (!logLevels.includes(level))
        throw new TslocError('BAD_OPTION', `Expected a level, one of ${logLevels.join(', ')}, got ${String(level)}.`);
      levels.set(name, level);
    },
  };
}

/** The level that was set for `name`, or for its nearest parent: `a` is the parent of `a.b`. Undefined if no level is set. */
export function levelOf(name: string): LogLevel | undefined {
  for (let prefix = name; ; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
    const level = levels.get(prefix);
    if (level !== undefined || !prefix.includes('.')) return level;
  }
}

/** Sets where the lines of all named loggers go. */
export function setLogDestination(write: typeof destination): void {
  destination = write;
}
