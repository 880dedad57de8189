/** Log lines in Locust's format: `[2026-11-21 09:30:00,123] host/INFO/locust.main: message`. */
import { hostname } from 'node:os';
import { epochSeconds } from '../loop/clock.js';
import { printableJson, printableLine, printableText } from '../text/printable.js';

/** In ascending order of severity. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Logs lines under one name. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  critical(message: string): void;
}

/** Locust's line format, or one JSON object per line: `{"timestamp","level","logger","host","message"}`. */
export type LogFormat = 'text' | 'json';

/** The log of one run: passes each formatted line, without its line ending, to `write`. */
export class Log {
  /** Called with each line as text: the web page shows them. */
  onLine: ((line: string) => void) | null = null;
  readonly #level: LogLevel;
  readonly #write: (line: string) => void;
  readonly #format: LogFormat;
  /** The level of the logger `name`, which overrides the level of the log; undefined if none is set. */
  readonly #levelOf: (name: string) => LogLevel | undefined;

  constructor(
    level: LogLevel,
    write: (line: string) => void,
    format: LogFormat = 'text',
    levelOf: (name: string) => LogLevel | undefined = () => undefined,
  ) {
    this.#level = level;
    this.#write = write;
    this.#format = format;
    this.#levelOf = levelOf;
  }

  /** The logger called `name`, such as `locust.main`. */
  logger(name: string): Logger {
    return createLogger((level, message) => this.log(level, name, message));
  }

  /** Writes one message, if its level is high enough. */
  log(level: LogLevel, name: string, message: string): void {
    if (logLevels.indexOf(level) < logLevels.indexOf(this.#levelOf(name) ?? this.#level)) return;
    const date = new Date(epochSeconds() * 1000);
    const line = `[${localTimestamp(date)}] ${shortHostname}/${level}/${printableLine(name)}: ${printableText(message)}`;
    this.onLine?.(line);
    if (this.#format === 'text') this.#write(line);
    else {
      const entry = { timestamp: date.toISOString(), level, logger: name, host: shortHostname, message };
      this.#write(printableJson(JSON.stringify(entry)));
    }
  }
}

/** A logger that passes the level and message of each line to `write`. */
export function createLogger(write: (level: LogLevel, message: string) => void): Logger {
  const at = (level: LogLevel) => (message: string) => write(level, message);
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warning: at('WARNING'),
    error: at('ERROR'),
    critical: at('CRITICAL'),
  };
}

const shortHostname = hostname().split('.')[0] ?? '';

function localTimestamp(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time},${String(date.getMilliseconds()).padStart(3, '0')}`;
}
