/** The watchdog thread: when the main thread's heartbeat stops, it pauses the main thread and evaluates code there. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { repeat } from '../../util/loop/clock.js';

/** Settings that the main thread passes. */
export interface WatchdogData {
  /** Its first number grows as long as the main thread's event loop runs; the second one is 0 while nobody watches it. */
  readonly heartbeats: Int32Array;
  /** Time between two checks, ms. */
  readonly intervalMs: number;
  /** Checks without a heartbeat before the main thread is paused, at each further check. */
  readonly maxMissed: number;
  /** JavaScript to evaluate in the innermost frame of the main thread; null if the watched thread is another one. */
  readonly expression: string | null;
  /** Written to stderr, once for each blocked time, if the code cannot be evaluated, as in a system call. */
  readonly notice: string;
}

/** What the main thread may send later. */
export interface ThreadMessage {
  /** URL of a module whose default export is a {@link ThreadTask}; ignored if it cannot be loaded. */
  readonly module: string;
  /** For the task; without it, the module is only loaded, so that it can start at once later. */
  readonly data?: unknown;
}

/** Called once with its data; `isBlocked` tells whether the event loop of the main thread is. */
export type ThreadTask<Data> = (data: Data, isBlocked: () => boolean) => void;

const { heartbeats, intervalMs, maxMissed, expression, notice } = workerData as WatchdogData;
/** Checks after which a main thread that does not pause counts as being in native code. */
const maxPausing = 5;
let last = -1;
let missed = 0;
let pausing = 0;
let isSaid = false;

repeat(intervalMs, () => {
  const isAlive = heartbeats[0] !== last || heartbeats[1] === 0;
  last = heartbeats[0] as number;
  missed = isAlive ? 0 : missed + 1;
  if (isAlive) isSaid = false;
  if (missed < maxMissed) return;
  if (expression === null) writeNoticeOnce();
  else if (pausing > 0) {
    if (++pausing > maxPausing) writeNoticeOnce();
  } else evaluate(expression);
});

parentPort?.on('message', ({ module, data }: ThreadMessage) => {
  const loaded = import(module) as Promise<{ default: ThreadTask<unknown> }>;
  loaded.then(({ default: run }) => data !== undefined && run(data, () => missed >= maxMissed)).catch(() => {});
});

function evaluate(code: string): void {
  pausing = 1;
  evaluateInMainThread(code)
    .then(
      () => {
        isSaid = true;
      },
      writeNoticeOnce, // a Node without an inspector; or the main thread has ended in the meantime, and this one with it
    )
    .finally(() => {
      pausing = 0;
    });
}

function writeNoticeOnce(): void {
  if (isSaid) return;
  isSaid = true;
  try {
    writeSync(2, notice);
  } catch {
    // nobody reads stderr
  }
}

async function evaluateInMainThread(code: string): Promise<void> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connectToMainThread();
  try {
    const paused = once(session, 'Debugger.paused');
    await session.post('Debugger.enable');
    await session.post('Debugger.pause');
    const [{ params }] = (await paused) as [{ params: { callFrames: { callFrameId: string }[] } }];
    const { callFrameId } = params.callFrames[0] as { callFrameId: string };
    await session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression: code });
    await session.post('Debugger.resume');
  } finally {
    session.disconnect();
  }
}
