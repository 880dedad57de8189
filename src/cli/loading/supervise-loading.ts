/** What goes wrong while files are loaded: errors thrown in a later event-loop tick, and files that end the process. */

import { printError } from '../terminal/print-error.js';
import type { Terminal } from '../terminal/terminal.js';
import { describeLoadError } from './load-error.js';
import { getLoadingFile } from './load-file.js';

/** Runs `load`; errors that no promise carries, and an early end of the process, are reported as errors of the file. */
export async function superviseLoading<T>(terminal: Terminal, load: () => Promise<T>): Promise<T> {
  const onError = (thrown: unknown) => {
    process.off('exit', onExit);
    process.exit(printError(describeLoadError(getLoadingFile(), thrown), terminal.write));
  };
  const onExit = () => {
    terminal.write(`tsloc: error: Could not load ${getLoadingFile()}: it ended the process. [LOCUSTFILE_BROKEN]`);
    process.exitCode ||= 1;
  };
  const listeners = { uncaughtException: onError, unhandledRejection: onError, exit: onExit };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  try {
    return await load();
  } finally {
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  }
}
