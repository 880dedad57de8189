/** A full disk for the duration of an action: the system refuses writes beyond a size. */
import { execFileSync } from 'node:child_process';

/** False if the system has no tool for it. */
export const canFillDisk = process.platform === 'linux' && hasPrlimit();

/** Runs `action`, which must be synchronous, while no file of this process can grow beyond `bytes`. */
export function whileDiskIsFull(bytes: number, action: () => void): void {
  const before = prlimit('--output=SOFT', '--noheadings', '--fsize').trim();
  prlimit(`--fsize=${bytes}:`);
  try {
    action();
  } finally {
    prlimit(`--fsize=${before}:`);
  }
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
