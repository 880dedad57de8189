/** What goes wrong while files are loaded: errors thrown in a later event-loop tick, and files that end or block the process. */
import { blockedAfterSeconds, type WatchdogListener } from '../../runner/watchdog/block-detector.js';
import { endWhenStillBlocked } from '../../runner/watchdog/still-blocked.js';
import { preloadInWatchdog, startWatchdog } from '../../runner/watchdog/watchdog.js';
import { TslocError } from '../../util/error.js';
import { signalThread } from '../run/blocked-signals.js';
import { signalThreadOptions } from '../run/signal-thread.js';
import { silenceStderr } from '../run/silence-stderr.js';
import { printError } from '../terminal/print-error.js';
import type { Terminal } from '../terminal/terminal.js';
import { describeLoadError } from './load-error.js';
import { getLoadingFile } from './load-file.js';

/**
 * Runs `load`; errors that no promise carries, an early end of the process, and a minute of blocking code are reported as
 * errors of the file.
 */
export async function superviseLoading<T>(terminal: Terminal, load: () => Promise<T>): Promise<T> {
  const report = (thrown: unknown): number => {
    process.off('exit', onExit);
    return printError(describeLoadError(getLoadingFile(), thrown), terminal.write);
  };
  const onError = (thrown: unknown) => process.exit(report(thrown));
  const onExit = () => {
    terminal.write(`tsloc: error: Could not load ${getLoadingFile()}: it ended the process. [LOCUSTFILE_BROKEN]`);
    process.exitCode ||= 1;
  };
  const listeners = { uncaughtException: onError, unhandledRejection: onError, exit: onExit };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  // The run continues with the same thread: it is ready by then.
  const stopWatchdog = startWatchdog(createLoadWatchdog(terminal, report), signalThreadOptions);
  preloadInWatchdog(signalThread);
  try {
    return await load();
  } finally {
    stopWatchdog();
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  }
}

function createLoadWatchdog({ write }: Terminal, report: (thrown: unknown) => number): WatchdogListener {
  return endWhenStillBlocked(
    (frames) =>
      write(
        `tsloc: loading ${getLoadingFile()} has blocked the event loop for ${blockedAfterSeconds} s; Ctrl-C ends the process. Blocked at:\n${frames}`,
      ),
    (frames) => {
      const message = `Expected it to load within a minute, but it blocks the event loop at:\n${frames}`;
      const exitCode = report(new TslocError('LOCUSTFILE_BROKEN', message));
      silenceStderr();
      process.exit(exitCode);
    },
  );
}
