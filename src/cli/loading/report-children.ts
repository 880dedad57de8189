/** Reports the child processes that other code of a thread starts, so that they can be ended with the command. */
import type { spawn } from 'node:child_process';

/** Wraps `spawn` of a module (`node:child_process`): `report` gets the id of each process that is started from now on. */
export function reportChildren(childProcess: { spawn: typeof spawn }, report: (pid: number | undefined) => void): void {
  const original = childProcess.spawn;
  const wrapped = (...args: Parameters<typeof spawn>) => {
    const child = original(...args);
    report(child.pid);
    return child;
  };
  Object.assign(childProcess, { spawn: wrapped });
}
