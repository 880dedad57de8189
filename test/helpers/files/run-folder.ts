/** The temporary folder of a test run: what its tests and their processes write to a temporary folder is below it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const namePattern = /^tsloc-tests-(\d+)-/;

/** Creates it, and removes those of runs that were interrupted; returns a function that removes it. */
export default function createRunFolder(): () => void {
  const parent = tmpdir();
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `tsloc-tests-${process.pid}-`));
  process.env.TMPDIR = folder;
  process.env.TSLOC_COMPILE_CACHE = join(folder, 'compiled'); // shared: the same file is compiled once
  return () => remove(folder);
}

/** Removes the folders of runs whose process has ended. */
export function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = namePattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(parent, name));
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {} // it belongs to another user, or a process that is about to end still writes: a later run removes it
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // a process of another user
  }
}
