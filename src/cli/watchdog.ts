/** Notices a task that lets nothing else happen, as `for (;;) {}` does not: a second thread watches this one. */
import { Worker } from 'node:worker_threads';
import { framesOf, isOwn } from '../stats/exceptions.js';
import { repeat } from '../util/loop/clock.js';
import type { WatchdogData } from './watchdog-thread.js';

/** Who wants to know. What these do must not wait for anything: nothing else happens meanwhile. */
export interface Watched {
  /** A task has let nothing else happen for some seconds; the frames where it is, a line each. */
  heldUp(frames: string): void;
  /** It goes on being so: called each second. */
  stillHeldUp(): void;
  /** It is over. */
  released(): void;
}

/** Seconds without a turn of the event loop, after which somebody is held up. */
export const patience = 5;

/** How the other thread finds its way. */
const key = Symbol.for('tsloc.watchdog');

/** Begins to watch; under a debugger, which holds everything up on purpose, it does nothing. */
export function startWatchdog(watched: Watched): void {
  if (process.getBuiltinModule('node:inspector')?.url() !== undefined) return;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const guard = new Guard(watched);
  Object.assign(globalThis, { [key]: guard });
  repeat(1000, () => {
    beats[0] = (beats[0] as number) + 1;
    guard.beat();
  });
  const expression = "globalThis[Symbol.for('tsloc.watchdog')].look(new Error().stack)";
  const workerData: WatchdogData = { beats, interval: 1000, patience, expression };
  const worker = new Worker(new URL('./watchdog-thread.js', import.meta.url), { workerData, execArgv: [] });
  worker.on('error', () => {}); // this Node cannot be interrupted: nobody watches
  worker.unref();
}

/** What is told of a watched thread, once each time that it is held up. */
export class Guard {
  readonly #watched: Watched;
  #looks = 0;
  #isHeldUp = false;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  beat(): void {
    this.#looks = 0;
    if (!this.#isHeldUp) return;
    this.#isHeldUp = false;
    this.#watched.released();
  }

  /** Called in the midst of whatever runs, with the stack of that. */
  look(stack: string): void {
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('at eval (eval at'));
    const isTelling = frames.some((frame) => !isOwn(frame) && /[/\\]/.test(frame));
    // Between two microtasks it is nobody's code that runs: another look may find it.
    if (!this.#isHeldUp && !isTelling && ++this.#looks < 5) return;
    if (!this.#isHeldUp)
      this.#watched.heldUp(framesOf(Object.assign(new Error(), { stack: frames.join('\n') })).trimEnd());
    this.#isHeldUp = true;
    this.#watched.stillHeldUp();
  }
}
