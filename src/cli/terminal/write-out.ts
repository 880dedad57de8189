/** Writes requested output to stdout; if it cannot be written, the command fails. */
import { writeSync } from 'node:fs';
import { messageOf, TslocError } from '../../util/error.js';

/**
 * Writes all of `text` to stdout and returns the exit code 0. A closed pipe (`| head`) is not an error.
 * @throws {TslocError} `STDOUT_NOT_WRITABLE`, such as on a full disk
 */
export function writeOut(text: string, descriptor = 1): number {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EAGAIN') continue; // a pipe whose reader is slow
      if (code === 'EPIPE') return 0;
      throw new TslocError('STDOUT_NOT_WRITABLE', `Expected to write to stdout, but ${messageOf(cause)}.`, { cause });
    }
  }
  return 0;
}
