/** The watchdog of `run()`: says on stderr what blocks the event loop, and leaves it to the script to end the process. */
import { writeSync } from 'node:fs';
import type { Environment } from '../../core/environment.js';
import { describeThrown } from '../../stats/exceptions.js';
import { Log } from '../../util/log/log.js';
import { now } from '../../util/loop/clock.js';
import { blockedAfterSeconds, type WatchdogListener } from './block-detector.js';
import { maxBlockedMs, RunDeadline } from './run-deadline.js';
import { startWatchdog } from './watchdog.js';

/** A blocked event loop, as `onBlocked` of a script gets it. */
export interface BlockedEventLoop {
  /** Where the code blocks: frames of its stack, one per line. */
  readonly frames: string;
  /** How long the event loop has been blocked, in seconds. */
  readonly seconds: number;
  /**
   * Whether the run should have ended: run time and stop timeout have been over for 5 s. Without a run time, or with a
   * shape, whether the event loop has been blocked for a minute.
   */
  readonly isOverdue: boolean;
  /** Completes the reports with what was measured so far, as the last thing before the process ends. */
  completeReports(): void;
}

/** What the watchdog needs of a run. */
export interface WatchedRun {
  readonly environment: Environment;
  /** Reports a snapshot. */
  report(): void;
  /** Completes the reports without waiting for users. */
  abandon(): void;
}

/** The settings of one run. */
export interface RunWatchdogOptions {
  /** Whether a shape determines the end. */
  readonly hasShape: boolean;
  readonly isOn: boolean;
  readonly onBlocked?: ((blocked: BlockedEventLoop) => void) | undefined;
}

/** Watches the event loop until `execute` settles. */
export async function whileWatched<T>(
  run: WatchedRun,
  options: RunWatchdogOptions,
  execute: () => Promise<T>,
): Promise<T> {
  if (!options.isOn) return execute();
  const deadline = new RunDeadline(run.environment, { endsWithRunTime: !options.hasShape, maxBlockedMs });
  const stop = startWatchdog(watchdogListener(run, deadline, options));
  try {
    return await execute();
  } finally {
    stop();
    deadline.release();
  }
}

function watchdogListener(run: WatchedRun, deadline: RunDeadline, { onBlocked }: RunWatchdogOptions): WatchdogListener {
  // Not the log of the run: what console.error or a test runner gets now may be seen only when the event loop runs again.
  const direct = new Log(run.environment.parsedOptions.loglevel, writeToStderr).logger('locust.runners');
  const logged = run.environment.log.logger('locust.runners');
  let blockedSinceMs = 0;
  let where = '';
  let hasSaidOverdue = false;
  return {
    onBlocked(frames) {
      blockedSinceMs = now() - blockedAfterSeconds * 1000;
      where = frames;
      hasSaidOverdue = false;
      direct.warning(`The event loop has been blocked for ${blockedAfterSeconds} s. Blocked at:\n${frames}`);
      attempt(() => run.report());
    },
    onStillBlocked() {
      const isOverdue = deadline.isOver(blockedSinceMs + blockedAfterSeconds * 1000);
      if (isOverdue && !hasSaidOverdue)
        direct.error(`${deadline.reason}: the run cannot end. End the process; \`onBlocked\` of run() can do so.`);
      hasSaidOverdue ||= isOverdue;
      const seconds = (now() - blockedSinceMs) / 1000;
      attempt(() => onBlocked?.({ frames: where, seconds, isOverdue, completeReports: () => run.abandon() }));
    },
    onUnblocked() {
      const seconds = Math.round((now() - blockedSinceMs) / 1000);
      logged.warning(
        `The event loop was blocked for ${seconds} s; response times measured in that time are too long. Blocked at:\n${where}`,
      );
    },
  };

  /** The inspector would drop what is thrown here. */
  function attempt(action: () => void): void {
    try {
      action();
    } catch (thrown) {
      direct.error(describeThrown(thrown));
    }
  }
}

function writeToStderr(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // nobody reads it, or a pipe is full
  }
}
