/** What tasks do to the process of `tsloc validate`: errors that no promise carries, blocking code, and its end. */
import { blockedAfterSeconds, type WatchdogListener } from '../../runner/watchdog/block-detector.js';
import { endWhenStillBlocked } from '../../runner/watchdog/still-blocked.js';
import { startWatchdog } from '../../runner/watchdog/watchdog.js';
import { signalThreadOptions } from '../run/signal-thread.js';
import { silenceStderr } from '../run/silence-stderr.js';
import { recordUncaught } from '../run/uncaught-errors.js';

/**
 * Runs `work`. Errors that no promise carries are recorded as exceptions of tasks. A task that ends the process, or blocks it for
 * a minute, is reported, and the exit code is not 0.
 */
export async function superviseTasks<T>(write: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const onExit = (code: number) => {
    write(`  process.exit(${code}) was called: the other tasks do not run`);
    process.exitCode ||= 1;
  };
  const end = () => {
    process.off('exit', onExit);
    silenceStderr();
    process.exit(1);
  };
  process.on('exit', onExit);
  const stopRecording = recordUncaught(() => {}); // there is no load to stop
  const stopWatchdog = startWatchdog(createTaskWatchdog(write, end), signalThreadOptions);
  try {
    return await work();
  } finally {
    stopWatchdog();
    stopRecording();
    process.off('exit', onExit);
  }
}

/** Reports blocking code, and calls `end` once it has blocked the event loop for a minute more. */
export function createTaskWatchdog(write: (line: string) => void, end: () => void): WatchdogListener {
  const blocked = `The event loop has been blocked for ${blockedAfterSeconds} s; Ctrl-C ends the process. Blocked at:`;
  return endWhenStillBlocked(
    (frames) => write(`  ${blocked}\n${frames}`),
    () => {
      write('  stopped: the event loop is still blocked');
      end();
    },
  );
}
