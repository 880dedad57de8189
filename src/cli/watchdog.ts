/** Detects code that blocks the event loop, such as `for (;;) {}`, from a second thread. */
import { Worker } from 'node:worker_threads';
import { framesOf, isOwn } from '../stats/exceptions.js';
import { repeat } from '../util/loop/clock.js';
import type { WatchdogData } from './watchdog-thread.js';

/** Callbacks of the watchdog. They run while the event loop is blocked: they must be synchronous. */
export interface WatchdogListener {
  /** The event loop has been blocked for {@link blockedAfterSeconds}; `frames` says where, a line each. */
  onBlocked(frames: string): void;
  /** It is still blocked: called each second. */
  onStillBlocked(): void;
  /** The event loop runs again. */
  onUnblocked(): void;
}

/** Seconds without an event-loop tick, after which the event loop counts as blocked. */
export const blockedAfterSeconds = 5;

/** Checks without a frame of user code before the available frames are reported. */
const maxUnclearChecks = 5;

/** The global under which the watchdog thread finds the detector. */
const detectorKey = Symbol.for('tsloc.watchdog');

/** Starts the watchdog; does nothing under a debugger, which blocks the event loop on purpose. */
export function startWatchdog(listener: WatchdogListener): void {
  if (process.getBuiltinModule('node:inspector')?.url() !== undefined) return;
  const heartbeats = new Int32Array(new SharedArrayBuffer(4));
  const detector = new BlockDetector(listener);
  Object.assign(globalThis, { [detectorKey]: detector });
  repeat(1000, () => {
    heartbeats[0] = (heartbeats[0] as number) + 1;
    detector.onHeartbeat();
  });
  const expression = "globalThis[Symbol.for('tsloc.watchdog')].onMissedHeartbeat(new Error().stack)";
  const workerData: WatchdogData = { heartbeats, intervalMs: 1000, maxMissed: blockedAfterSeconds, expression };
  const worker = new Worker(new URL('./watchdog-thread.js', import.meta.url), { workerData, execArgv: [] });
  worker.on('error', () => {}); // a Node without an inspector cannot be paused: there is no watchdog
  worker.unref();
}

/** Calls the listener once for each time that the event loop is blocked. */
export class BlockDetector {
  readonly #listener: WatchdogListener;
  #unclearChecks = 0;
  #isBlocked = false;

  constructor(listener: WatchdogListener) {
    this.#listener = listener;
  }

  onHeartbeat(): void {
    this.#unclearChecks = 0;
    if (!this.#isBlocked) return;
    this.#isBlocked = false;
    this.#listener.onUnblocked();
  }

  /** Evaluated inside the blocking code, with its stack. */
  onMissedHeartbeat(stack: string): void {
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('at eval (eval at'));
    const showsUserCode = frames.some((frame) => !isOwn(frame) && /[/\\]/.test(frame));
    // Between two microtasks no user code is on the stack: a later check may find it.
    if (!this.#isBlocked && !showsUserCode && ++this.#unclearChecks < maxUnclearChecks) return;
    if (!this.#isBlocked)
      this.#listener.onBlocked(framesOf(Object.assign(new Error(), { stack: frames.join('\n') })).trimEnd());
    this.#isBlocked = true;
    this.#listener.onStillBlocked();
  }
}
