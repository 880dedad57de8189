/** The folder that relative paths of the command begin in. */
import { TslocError } from '../util/error.js';

/** @throws {TslocError} `NO_WORKING_FOLDER` if it was removed */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    const hint = 'Start tsloc in a folder that exists.';
    throw new TslocError('NO_WORKING_FOLDER', 'Expected a working folder, got one that was removed.', { hint, cause });
  }
}
