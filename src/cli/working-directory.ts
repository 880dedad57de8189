/** The working directory of the command, against which relative paths are resolved. */
import { TslocError } from '../util/error.js';

/** @throws {TslocError} `NO_WORKING_DIRECTORY` if it was removed */
export function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    const hint = 'Start tsloc in a directory that exists.';
    throw new TslocError('NO_WORKING_DIRECTORY', 'Expected a working directory, got one that was removed.', {
      hint,
      cause,
    });
  }
}
