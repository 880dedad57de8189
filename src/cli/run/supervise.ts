/** Handles signals, uncaught errors and blocking code, so that results are written in every case. */
import { exitCodes } from '../../core/results/exit-code.js';
import type { RunResult } from '../../core/results/run-result.js';
import type { Run } from '../../run/run.js';
import type { WorkerRun } from '../../run/worker-run.js';
import { blockedAfterSeconds, type WatchdogListener } from '../../runner/watchdog/block-detector.js';
import { type BlockLimits, RunDeadline } from '../../runner/watchdog/run-deadline.js';
import { startWatchdog } from '../../runner/watchdog/watchdog.js';
import { framesOf, isOwn } from '../../stats/exceptions.js';
import type { Log } from '../../util/log/log.js';
import { callAfterUnref, now } from '../../util/loop/clock.js';
import { SignalCounter } from '../scenarios/signal-counter.js';
import type { ConfirmedSignal, ForwardedSignal } from '../scenarios/signal-relay.js';
import { createKeyHandler } from '../terminal/keyboard.js';
import { listenToKeys } from '../terminal/listen-to-keys.js';
import { BlockedSignals } from './blocked-signals.js';
import { logFiles } from './run-command.js';
import { signalThreadOptions } from './signal-thread.js';
import { silenceStderr } from './silence-stderr.js';
import { recordUncaught } from './uncaught-errors.js';

const signals = {
  SIGINT: { exitCode: exitCodes.interrupted, message: 'Got Ctrl-C: stopping; press it again to end at once' },
  SIGTERM: { exitCode: exitCodes.terminated, message: 'Got SIGTERM signal' },
  SIGHUP: { exitCode: exitCodes.hungUp, message: 'The terminal was closed (SIGHUP): stopping' },
};
type SignalName = keyof typeof signals;

/** How long reports may block the event loop, ms, whatever the run time and signals are. */
const maxReportMs = 60_000;

/** Read when this process begins: its parent may end while files are loaded. */
const parentPid = process.ppid;
/** How long after the end of a process its child has another parent at the latest, ms. */
const parentEndMs = 500;

/** What supervision must know of the run. */
export interface Supervision extends BlockLimits {
  /** Whether a load shape sets the number of users; keys cannot change it then. */
  readonly hasShape: boolean;
  /** Whether this is a child of `--processes`: its parent handles signals of the terminal, which reach all processes. */
  readonly isChild?: boolean;
  /** Takes the result of a run that ends at once; synchronous, since the process ends after it. */
  readonly onAbandoned?: (result: RunResult) => void;
}

/** Starts supervision; the returned signal ends the run gracefully. */
export function superviseProcess(run: Run | WorkerRun, log: Log, limits: Supervision): AbortSignal {
  const interruption = new AbortController();
  const names = Object.keys(signals) as SignalName[];
  const late = new BlockedSignals<SignalName>(limits.isChild === true ? ['SIGTERM'] : names);
  const handlers = names.map((signal) => {
    const { exitCode, message } = signals[signal];
    const counter = new SignalCounter(() => {
      if (limits.isChild === true && signal !== 'SIGTERM') return;
      if (interruption.signal.aborted) {
        abandon(run, exitCode, limits);
        logFiles(run, log);
        process.exit(exitCode);
      }
      log.logger('locust.main').info(message);
      interruption.abort();
    });
    onForwardedSignal(signal, counter);
    const onSignal = () => {
      late.onDelivered(signal);
      counter.receive();
    };
    return [signal, onSignal] as const;
  });
  const setHandlers = (method: 'on' | 'off') => {
    for (const [signal, handle] of handlers) process[method](signal, handle);
  };
  setHandlers('on');
  onParentEnd(() => {
    log.logger('locust.main').error('The process that started this one has ended: stopping');
    interruption.abort();
  });
  recordUncaught((signal) => run.environment.endTest(signal));
  process.on('exit', (code) => onExit(run, log, code, limits));
  const keys = limits.hasShape
    ? null
    : listenToKeys(
        createKeyHandler(run.environment, log.logger('locust.main'), () => {
          log.logger('locust.main').info('Got the key q: stopping');
          interruption.abort();
        }),
      );
  const setSignals = (method: 'on' | 'off') => {
    if (late.isListening) return;
    setHandlers(method);
    // Without handlers, a signal ends the process with the terminal as it is.
    if (method === 'on') keys?.enter();
    else keys?.restore();
  };
  startWatchdog(watchdogListener(run, log, setSignals, late, limits), signalThreadOptions);
  late.listen();
  return interruption.signal;
}

/** A command that runs several scenarios starts a process for each, and tells it of signals. */
function onForwardedSignal(signal: string, counter: SignalCounter): void {
  if (process.send === undefined) return;
  process.on('message', (message) => {
    const forwarded = Object(message) as Partial<ForwardedSignal>;
    if (forwarded.signal !== signal) return;
    const { count = 0, sent = 0 } = forwarded;
    const confirmed: ConfirmedSignal = { confirmedSignal: signal, count };
    process.send?.(confirmed, () => {}); // a parent that has ended needs none
    counter.forward(count, sent);
  });
}

/** Whether the process that has started this one is gone: this one has another parent since then. */
export function hasParentEnded(): boolean {
  return process.ppid !== parentPid;
}

/** A command that runs several scenarios may be killed: its child must not go on without it. */
function onParentEnd(action: () => void): void {
  if (process.send === undefined) return;
  // A parent may also close the channel and live on; one that has ended is replaced a moment later.
  const check = () => void callAfterUnref(parentEndMs, () => hasParentEnded() && action());
  if (process.connected) process.once('disconnect', check);
  else check();
}

/** Handles `process.exit` in a test: the stack shows the caller, since this runs inside that call. */
function onExit(run: Run | WorkerRun, log: Log, code: number, limits: Supervision): void {
  const frames = framesOf(new Error());
  if (run.isUnderWay && /[/\\]/.test(frames) && !isOwn(frames.split('\n')[0] as string))
    log
      .logger('locust.main')
      .error(`process.exit(${code}) was called: the run ends without stopping users.\n${frames}`.trimEnd());
  abandon(run, code, limits);
}

/** Before the process ends, after a second signal or from blocking code: reports what was measured. */
function abandon(run: Run | WorkerRun, exitCode: number, { onAbandoned }: Supervision): void {
  const result = run.abandon(exitCode);
  if (result !== null) onAbandoned?.(result);
}

function watchdogListener(
  run: Run | WorkerRun,
  log: Log,
  setHandlers: (method: 'on' | 'off') => void,
  late: BlockedSignals<SignalName>,
  limits: Supervision,
): WatchdogListener {
  const logger = log.logger('locust.runners');
  const deadline = new RunDeadline(run.environment, limits);
  let blockedSinceMs = 0;
  const hasParent = process.send !== undefined;
  return {
    onBlocked(frames) {
      blockedSinceMs = now();
      // Handlers cannot run while the event loop is blocked; without them, a signal ends the process.
      setHandlers('off');
      run.report();
      logger.warning(
        `The event loop has been blocked for ${blockedAfterSeconds} s; Ctrl-C ends the process at once. Blocked at:\n${frames}`,
      );
    },
    onStillBlocked() {
      // A blocked child does not see that its channel is closed.
      if (hasParent && hasParentEnded()) end('The process that started this one has ended', exitCodes.broken);
      // Files would remain incomplete.
      if (run.isReporting && now() - blockedSinceMs < maxReportMs) return;
      const signal = late.pending;
      if (signal !== null) end(`Got ${signal} while the event loop is blocked`, signals[signal].exitCode);
      if (deadline.isOver(blockedSinceMs)) end(deadline.reason, exitCodes.broken);
    },
    onUnblocked() {
      setHandlers('on');
      logger.warning('The event loop is no longer blocked; response times measured in that time are too long.');
    },
  };

  function end(reason: string, exitCode: number): never {
    logger.error(`${reason}: the process ends without stopping users.`);
    abandon(run, exitCode, limits);
    logFiles(run, log);
    silenceStderr();
    process.exit(exitCode);
  }
}
