/** The error of a target that cannot be read: it shows the line and points at the character. */
import { TslocError } from '../../util/error.js';

/** Where reading failed, in the terms of the reader. */
export class TargetSyntaxError extends Error {
  /** 0-based index in the line. */
  readonly at: number;
  readonly suggestion: string | undefined;

  /** `problem` follows "cannot be read:", `suggestion` is a sentence of its own. */
  constructor(at: number, problem: string, suggestion?: string) {
    super(problem);
    this.at = at;
    this.suggestion = suggestion;
  }
}

/**
 * `BAD_TARGET`, exit code 2: three lines, the last with a caret under the wrong character. `failed` is what could not be
 * done with the target.
 */
export function badTarget(text: string, { at, message, suggestion }: TargetSyntaxError, failed = 'read'): TslocError {
  const shown = text.replaceAll(/\s/g, ' ');
  const lines = [`The target '${shown}' cannot be ${failed}: ${message}.`, `  ${shown}`, `  ${' '.repeat(at)}^`];
  return new TslocError('BAD_TARGET', lines.join('\n'), {
    exitCode: 2,
    ...(suggestion === undefined ? {} : { hint: suggestion }),
  });
}
