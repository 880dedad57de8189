/** Tells listeners once for each time that the event loop is blocked, and where. */
import { framesOf, isOwn } from '../../stats/exceptions.js';

/** Callbacks of the watchdog. They run while the event loop is blocked: they must be synchronous, and not throw. */
export interface WatchdogListener {
  /** The event loop has been blocked for {@link blockedAfterSeconds}; `frames` says where, one per line. */
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

/** Calls the listeners, of which there may be more or fewer over time. */
export class BlockDetector {
  readonly #listeners: ReadonlySet<WatchdogListener>;
  #unclearChecks = 0;
  #isBlocked = false;

  constructor(listeners: ReadonlySet<WatchdogListener>) {
    this.#listeners = listeners;
  }

  onHeartbeat(): void {
    this.#unclearChecks = 0;
    if (!this.#isBlocked) return;
    this.#isBlocked = false;
    for (const listener of this.#listeners) listener.onUnblocked();
  }

  /** Evaluated inside the blocking code, with its stack. */
  onMissedHeartbeat(stack: string): void {
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('at eval (eval at'));
    const showsUserCode = frames.some((frame) => !isOwn(frame) && /[/\\]/.test(frame));
    // Between two microtasks no user code is on the stack: a later check may find it.
    if (!this.#isBlocked && !showsUserCode && ++this.#unclearChecks < maxUnclearChecks) return;
    if (!this.#isBlocked) {
      const shown = framesOf(Object.assign(new Error(), { stack: frames.join('\n') })).trimEnd();
      for (const listener of this.#listeners) listener.onBlocked(shown);
    }
    this.#isBlocked = true;
    for (const listener of this.#listeners) listener.onStillBlocked();
  }
}
