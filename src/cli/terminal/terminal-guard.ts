/** A small process that restores the terminal if this one ends without doing so: killed, aborted, out of memory. */
import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Waits in a shell for the end of this process, which closes its pipe. Signals of the terminal reach it too, and are
 * ignored. A shell that has taken the terminal back is left alone: the guard is in the background then, and the system
 * stops its `stty`.
 */
const script = `trap '' INT QUIT TERM HUP; read -r _ <&3; stty "$0"`;

/** Guards the terminal of stdin, whose mode is `saved`, as `stty -g` prints it. The returned function ends the guard. */
export function guardTerminal(saved: string): () => void {
  const guard: ChildProcess = spawn('/bin/sh', ['-c', script, saved], {
    stdio: ['inherit', 'ignore', 'ignore', 'pipe'],
  });
  guard.on('error', () => {}); // without a shell, the terminal is restored by this process alone
  guard.unref();
  (guard.stdio[3] as { unref?(): void } | null)?.unref?.();
  return () => {
    guard.kill('SIGKILL');
  };
}
