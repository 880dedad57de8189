/** Creates folders level by level: below /proc, `mkdirSync` with the option `recursive` never returns. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates the folder and its parent folders, where they are missing; only new folders get `mode`.
 * @throws the error of the file system
 */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!isFolder(path)) throw error; // another process may have created it in the meantime
  }
}

/** Creates the folder of a file. @throws as {@link makeFolder} */
export function makeFolderOf(path: string): void {
  makeFolder(dirname(path));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
