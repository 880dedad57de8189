/** The one error that tsloc raises on purpose: a stable code, what was expected, what came, and what to do. */

const brand = Symbol.for('tsloc.error');

/** What a {@link TslocError} carries besides its message. */
export interface TslocErrorDetails {
  /** What the reader can do about it, as one sentence. */
  hint?: string;
  /** The process exit code that fits; Locust's own where Locust has one. Default 1. */
  exitCode?: number;
  /** What caused it. */
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

  /** True for an error of any installed copy of tsloc: a global command and a local library are two. */
  static is(error: unknown): error is TslocError {
    try {
      return typeof error === 'object' && error !== null && brand in error;
    } catch {
      return false; // a proxy that refuses the question
    }
  }
}

/** The message of an error, or the text of anything else that was thrown. Never throws itself. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return kindOf(thrown);
  }
}

/** For an object that nothing turns into text, such as one whose getters throw. */
function kindOf(thrown: unknown): string {
  try {
    return Object.prototype.toString.call(thrown);
  } catch {
    return '[unreadable object]';
  }
}
