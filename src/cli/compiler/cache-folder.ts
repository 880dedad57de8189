/** Where compiled user files are kept between runs: a folder that no other user may write to. */
import { lstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../util/files/folder.js';
import type { Variables } from '../options/environment-variables.js';

/** The folder below the operating system's folder for caches. */
export function defaultCacheFolder(env: Variables, platform: NodeJS.Platform): string {
  const home = env.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library/Caches/tsloc');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData/Local'), 'tsloc/cache');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'tsloc');
}

/** Creates the folder if it is missing; false if that fails, or if others could put files into it. */
export function prepareCacheFolder(path: string): boolean {
  try {
    makeFolder(path, 0o700);
    return isPrivate(path);
  } catch {
    return false;
  }
}

/** True for a folder of this user that no other user may write to; false for a symbolic link. */
export function isPrivate(path: string): boolean {
  const stats = lstatSync(path);
  const user = process.getuid?.();
  return stats.isDirectory() && (user === undefined || (stats.uid === user && (stats.mode & 0o022) === 0));
}
