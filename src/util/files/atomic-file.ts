/** Atomic writes of files, such as reports at the end of a run: a reader sees the earlier text or the new one, never a part. */
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { makeFolderOf } from './folder.js';

/** Error codes for a file that can be written but not replaced: its folder is not writable, or the file is a mount point. */
const notReplaceable: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

/** How long a pipe may stay full before writing to it fails: 100 waits of 50 ms. */
const maxWaits = 100;
const waitMs = 50;

/**
 * Creates the file with its folder, or empties it, so that an invalid path is reported before a run, and an earlier report is
 * never mistaken for one of this run. Devices and pipes are left unchanged. @throws the error of the file system
 */
export function createOrTruncate(path: string): void {
  makeFolderOf(path);
  if (!isSpecial(path)) closeSync(openSync(path, 'w'));
}

/**
 * Replaces the file atomically, even if it or its folder was removed in the meantime. Devices, pipes, mount points and files
 * in a folder that is not writable are written in place. @throws the error of the file system
 */
export function writeAtomically(path: string, text: string): void {
  if (isSpecial(path)) {
    writeSpecial(path, Buffer.from(text));
    return;
  }
  makeFolderOf(path);
  const target = existsSync(path) ? realpathSync(path) : path; // symbolic links stay
  try {
    replaceFile(target, text);
  } catch (error) {
    if (!notReplaceable.has((error as NodeJS.ErrnoException).code) || !existsSync(target)) throw error;
    writeFileSync(target, text);
  }
}

/** Writes a temporary file and renames it to `path`: the file is never incomplete, even if the process is killed. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    removeFile(temporary);
    throw error;
  }
}

/** Does not wait until a pipe has a reader: without a reader, opening it fails. */
function writeSpecial(path: string, bytes: Buffer): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    let waits = 0;
    for (let offset = 0; offset < bytes.length; ) {
      const written = writeOrWait(file, bytes, offset, waits < maxWaits);
      waits = written === 0 ? waits + 1 : 0;
      offset += written;
    }
  } finally {
    closeSync(file);
  }
}

/** Returns the number of written bytes. If the pipe is full and `mayWait` is true, waits 50 ms and returns 0. */
function writeOrWait(file: number, bytes: Buffer, offset: number, mayWait: boolean): number {
  try {
    return writeSync(file, bytes, offset);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || !mayWait) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    return 0;
  }
}

/** A device, a pipe or a socket. Not a folder: writing to one fails anyway. */
function isSpecial(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // the path above it is not a folder
  }
}
