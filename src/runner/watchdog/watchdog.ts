/** Detects code that blocks the event loop, such as `for (;;) {}`, from a second thread, which all runs share. */
import { createRequire } from 'node:module';
import { isMainThread, Worker } from 'node:worker_threads';
import { callAfterUnref } from '../../util/loop/clock.js';
import { BlockDetector, blockedAfterSeconds, type WatchdogListener } from './block-detector.js';
import type { ThreadMessage, WatchdogData } from './watchdog-thread.js';

/** How long the thread waits for the next run, ms. */
const idleMs = 5_000;

let current: Watchdog | null = null;

/** A module that the thread runs as well: one thread costs less than two. */
export interface ThreadExtension {
  /** Its default export, a `ThreadTask`, is called in the thread. */
  readonly module: URL;
  readonly data: unknown;
}

/**
 * Starts to watch the event loop; the returned function ends it. The thread does not keep the process alive. Does nothing
 * under a debugger, which blocks the event loop on purpose, and where threads are not permitted. `execArgv` are options of
 * Node for the thread, if it does not run yet and they exist.
 */
export function startWatchdog(listener: WatchdogListener, execArgv: readonly string[] = []): () => void {
  if (isDebugged()) return () => {};
  current ??= Watchdog.create(execArgv) ?? Watchdog.create([]);
  return current?.watch(listener) ?? (() => {});
}

/** Makes the thread of a watchdog that has been started load a module which it will run later. */
export function preloadInWatchdog(module: URL): void {
  current?.send({ module: module.href });
}

/**
 * Makes the thread of a watchdog that has been started run a module; without effect where it cannot be loaded. False if
 * there is no thread.
 */
export function extendWatchdog({ module, data }: ThreadExtension): boolean {
  current?.send({ module: module.href, data });
  return current !== null;
}

class Watchdog {
  readonly #listeners = new Set<WatchdogListener>();
  readonly #detector = new BlockDetector(this.#listeners);
  /** A number that grows while the event loop runs, and 1 while there is a listener. */
  readonly #heartbeats = new Int32Array(new SharedArrayBuffer(8));
  readonly #key = freeKey();
  readonly #worker: Worker;
  #stopHeartbeat = () => {};
  #cancelEnd = () => {};

  /** Null where threads are not permitted. */
  static create(execArgv: readonly string[]): Watchdog | null {
    try {
      return new Watchdog(execArgv);
    } catch {
      return null;
    }
  }

  private constructor(execArgv: readonly string[]) {
    const workerData: WatchdogData = {
      heartbeats: this.#heartbeats,
      intervalMs: 1000,
      maxMissed: blockedAfterSeconds,
      // The inspector reaches only the main thread, not the threads in which some test runners run tests.
      expression: isMainThread ? `globalThis[Symbol.for('${this.#key}')].onMissedHeartbeat(new Error().stack)` : null,
      notice: `tsloc: the event loop has been blocked for ${blockedAfterSeconds} s; its code cannot be located.\n`,
    };
    const options = { workerData, execArgv: [...execArgv] };
    this.#worker = new Worker(new URL('./watchdog-thread.js', import.meta.url), options);
    this.#worker.on('error', () => {}); // without the thread there is no watchdog
    this.#worker.unref();
    Object.assign(globalThis, { [Symbol.for(this.#key)]: this.#detector });
  }

  send(message: ThreadMessage): void {
    this.#worker.postMessage(message);
  }

  watch(listener: WatchdogListener): () => void {
    if (this.#listeners.size === 0) this.#resume();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#pause();
    };
  }

  #resume(): void {
    this.#cancelEnd();
    this.#beat();
    this.#heartbeats[1] = 1;
    this.#scheduleHeartbeat();
  }

  /** Does not keep the process alive: a file that awaits a promise that never settles ends it, and that is reported. */
  #scheduleHeartbeat(): void {
    this.#stopHeartbeat = callAfterUnref(1000, () => {
      this.#beat();
      this.#detector.onHeartbeat();
      this.#scheduleHeartbeat();
    });
  }

  #beat(): void {
    this.#heartbeats[0] = (this.#heartbeats[0] as number) + 1;
  }

  #pause(): void {
    this.#stopHeartbeat();
    this.#heartbeats[1] = 0;
    this.#cancelEnd = callAfterUnref(idleMs, () => {
      current = null;
      Reflect.deleteProperty(globalThis, Symbol.for(this.#key));
      void this.#worker.terminate();
    });
  }
}

function isDebugged(): boolean {
  try {
    const inspector = createRequire(import.meta.url)('node:inspector') as typeof import('node:inspector');
    return inspector.url() !== undefined;
  } catch {
    return false; // a Node without an inspector
  }
}

/** The global under which the thread finds the detector; a command and a local library are two copies of this module. */
function freeKey(): string {
  for (let number = 1; ; number++) {
    const key = `tsloc.watchdog.${number}`;
    if (!(Symbol.for(key) in globalThis)) return key;
  }
}
