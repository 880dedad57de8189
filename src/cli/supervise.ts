/** Nothing that happens to the process loses results: neither signals, nor what escapes, nor a task that never lets go. */
import { closeSync } from 'node:fs';
import { exitCodes } from '../core/exit-code.js';
import { events } from '../core/global-events.js';
import { isSignal } from '../core/signals.js';
import type { Run } from '../run.js';
import { framesOf } from '../stats/exceptions.js';
import type { Log } from '../util/log.js';
import { now } from '../util/loop/clock.js';
import { nameFiles } from './run-command.js';
import { patience, startWatchdog, type Watched } from './watchdog.js';

const endings = {
  SIGINT: { exitCode: exitCodes.interrupted, words: 'Got Ctrl-C: stopping; once more ends at once' },
  SIGTERM: { exitCode: exitCodes.terminated, words: 'Got SIGTERM signal' },
  SIGHUP: { exitCode: exitCodes.hungUp, words: 'The terminal is gone (SIGHUP): stopping' },
};

/** How long after its end a run may be held up by a task, ms. */
const grace = 5_000;

/** Begins; the returned signal ends the run in order. `runTime` in seconds, null if something else ends the run. */
export function superviseProcess(run: Run, log: Log, runTime: number | null): AbortSignal {
  const interruption = new AbortController();
  const handlers = Object.entries(endings).map(([signal, { exitCode, words }]) => {
    const handle = () => {
      if (interruption.signal.aborted) endNow(run, log, exitCode);
      log.logger('locust.main').info(words);
      interruption.abort();
    };
    return [signal, handle] as const;
  });
  const hear = (how: 'on' | 'off') => {
    for (const [signal, handle] of handlers) process[how](signal, handle);
  };
  hear('on');
  const escaped = (exception: unknown) => {
    if (!isSignal(exception)) events.userError.fire({ userInstance: null, exception, traceback: framesOf(exception) });
  };
  process.on('uncaughtException', escaped);
  process.on('unhandledRejection', escaped);
  process.on('exit', (code) => run.abandon(code));
  startWatchdog(watcher(run, log, hear, runTime));
  return interruption.signal;
}

/** A second signal, or a run that nothing else can end: what was measured is reported first. */
function endNow(run: Run, log: Log, exitCode: number): never {
  run.abandon(exitCode);
  nameFiles(run, log);
  process.exit(exitCode);
}

function watcher(run: Run, log: Log, hear: (how: 'on' | 'off') => void, runTime: number | null): Watched {
  const logger = log.logger('locust.runners');
  let due = Number.POSITIVE_INFINITY;
  run.environment.events.testStart.addListener(() => {
    if (runTime) due = now() + runTime * 1000 + run.environment.stopTimeout + grace;
  });
  return {
    heldUp(frames) {
      // Ours cannot be called; without them, a signal has its usual effect.
      hear('off');
      run.report();
      logger.warning(
        `For ${patience} s a task has let nothing else happen; Ctrl-C ends the process at once. It is here:\n${frames}`,
      );
    },
    stillHeldUp() {
      if (now() < due) return;
      logger.error('The run time is over, and that task does not let go: the process ends without its users.');
      run.abandon(exitCodes.broken);
      nameFiles(run, log);
      closeSync(2); // Node would say there that it waits for a debugger
      process.exit(exitCodes.broken);
    },
    released() {
      hear('on');
      logger.warning('That task has let go: everything goes on, with response times that are too long.');
    },
  };
}
