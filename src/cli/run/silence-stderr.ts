/** The end of a process whose event loop is blocked. */
import { closeSync, openSync } from 'node:fs';

/**
 * Node would print to stderr that it waits for a debugger. Opening /dev/null takes descriptor 2 again: without one, Node
 * aborts at its end if it runs in a terminal.
 */
export function silenceStderr(): void {
  closeSync(2);
  openSync('/dev/null', 'w');
}
