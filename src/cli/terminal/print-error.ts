/** Errors as the command prints them: a message with its code in brackets, a hint, never a stack for a mistake. */
import { messageWithHint, TslocError } from '../../util/error.js';
import { stackTextOf, summaryOf } from '../../util/thrown.js';

/** The lines of an error: the code, under which docs/errors.md explains it, ends the message. */
export function errorLines(thrown: unknown): string[] {
  if (!TslocError.is(thrown)) {
    return [`tsloc: internal error, please report it: ${stackTextOf(thrown) || summaryOf(thrown)}`];
  }
  return `tsloc: error: ${messageWithHint(thrown)}`.split('\n');
}

/** Prints an error. @returns the exit code */
export function printError(thrown: unknown, write: (line: string) => void): number {
  write(errorLines(thrown).join('\n'));
  return TslocError.is(thrown) ? thrown.exitCode : 2;
}
