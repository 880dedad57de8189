/** The error class of tsloc: a stable code, what was expected and found, and a hint. */

import { removeCredentials } from './secrets/secrets.js';
import { cutText, maxTextLength } from './text/cut-text.js';

const brand = Symbol.for('tsloc.error');

/** Optional properties of a {@link TslocError}. */
export interface TslocErrorDetails {
  /** What to do about it, in one sentence. */
  hint?: string;
  /** The exit code of the process; Locust's where Locust has one. Default 1. */
  exitCode?: number;
  /** The underlying error. */
  cause?: unknown;
}

/** An error with a documented code (docs/errors.md). Its message says what was expected and what was found. */
export class TslocError extends Error {
  override readonly name = 'TslocError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(code: string, message: string, details: TslocErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 1;
    Object.defineProperty(this, brand, { value: true });
  }

  /** True for an error of any installed copy of tsloc: a global command and a local library are different copies. */
  static is(error: unknown): error is TslocError {
    try {
      return typeof error === 'object' && error !== null && brand in error;
    } catch {
      return false; // a proxy whose traps throw
    }
  }
}

/**
 * The message of an error, or the text of anything else that was thrown, without the credentials in URLs, and truncated to
 * the maximum length. Never throws itself.
 */
export function messageOf(thrown: unknown): string {
  // A password cut in two by this slice is not recognized. It lies beyond the maximum length, so it is not shown, unless more than
  // 10,000 characters of credentials precede it.
  return cutText(removeCredentials(rawMessageOf(thrown).slice(0, 2 * maxTextLength)));
}

/** The message; for a TslocError, followed by its code in brackets: `… [NO_TASKS]`. docs/errors.md explains each code. */
export function messageWithCode(thrown: unknown): string {
  const message = messageOf(thrown);
  if (!TslocError.is(thrown)) return message;
  const code = `[${codeOf(thrown)}]`;
  const end = message.indexOf('\n'); // a code frame follows
  return end < 0 ? `${message} ${code}` : `${message.slice(0, end)} ${code}${message.slice(end)}`;
}

/** The message with its code and, if there is one, the hint on a separate line. */
export function messageWithHint(thrown: unknown): string {
  const hint = hintOf(thrown);
  return hint === undefined ? messageWithCode(thrown) : `${messageWithCode(thrown)}\n${hint}`;
}

/** The hint of an error of tsloc; undefined if it has none, or reading it throws. Never throws itself. */
export function hintOf(thrown: unknown): string | undefined {
  try {
    return TslocError.is(thrown) && typeof thrown.hint === 'string' ? thrown.hint : undefined;
  } catch {
    return undefined;
  }
}

/** User code may have changed the error. */
function codeOf(error: TslocError): string {
  try {
    return String(error.code);
  } catch {
    return 'unreadable code';
  }
}

/** The unchanged message, to search for it in a stack. */
export function rawMessageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return kindOf(thrown);
  }
}

/** Describes an object that cannot be converted to a string, such as one whose getters throw. */
function kindOf(thrown: unknown): string {
  try {
    return Object.prototype.toString.call(thrown);
  } catch {
    return '[unreadable object]';
  }
}
