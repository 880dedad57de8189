/** What replaced and appended CSV files have in common: the identity of a file on disk, errors. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { messageOf, TslocError } from '../../util/error.js';

/** The file that a path leads to through symbolic links. @throws {Error} if that is no regular file */
export function resolveFile(path: string): string {
  if (!existsSync(path)) return path;
  if (!statSync(path).isFile()) throw new Error('it is not a regular file');
  return realpathSync(path);
}

/** Identifies a file, to detect another one at the same path; null if there is none. */
export function identityOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

/** For a file that cannot be created. */
export function notCreatableError(path: string, cause: unknown): TslocError {
  const hint = 'Give --csv a prefix in a folder that can be written to.';
  return new TslocError('CSV_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause, hint });
}

/** For a file that cannot be written during the run. */
export function notWritableError(path: string, cause: unknown): TslocError {
  const message = `${path} cannot be written now (${messageOf(cause)}): retried every second.`;
  return new TslocError('CSV_NOT_WRITABLE', message, { cause });
}

/** For a file that something else has changed or replaced. */
export function sharedFileError(path: string): TslocError {
  const message = `Expected ${path} to be written by this run alone, but something else has changed it.`;
  return new TslocError('CSV_SHARED', message, { hint: 'Give each run its own --csv.' });
}
