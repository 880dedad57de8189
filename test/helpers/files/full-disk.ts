/** A full disk for the duration of an action: the system refuses writes beyond a size. */
import { execFileSync } from 'node:child_process';

/** False if the system has no tool for it. */
export const canFillDisk = process.platform === 'linux' && hasPrlimit();

/** Runs `action` while no file of this process can grow beyond `bytes`: other tests must not write at the same time. */
export function whileDiskIsFull<T>(bytes: number, action: () => T): T {
  const before = prlimit('--output=SOFT', '--noheadings', '--fsize').trim();
  prlimit(`--fsize=${bytes}:`);
  const restore = () => void prlimit(`--fsize=${before}:`);
  let result: T;
  try {
    result = action();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}

function prlimit(...options: string[]): string {
  return execFileSync('prlimit', ['--pid', String(process.pid), ...options], { encoding: 'utf8' });
}

function hasPrlimit(): boolean {
  try {
    prlimit('--fsize');
    return true;
  } catch {
    return false;
  }
}
