/** The watchdog thread: when the main thread's heartbeat stops, it pauses the main thread and evaluates code there. */
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';
import { workerData } from 'node:worker_threads';
import { repeat } from '../util/loop/clock.js';

/** Settings that the main thread passes. */
export interface WatchdogData {
  /** Its first number grows as long as the main thread's event loop runs. */
  readonly heartbeats: Int32Array;
  /** Time between two checks, ms. */
  readonly intervalMs: number;
  /** Checks without a heartbeat before the main thread is paused, at each further check. */
  readonly maxMissed: number;
  /** JavaScript to evaluate in the innermost frame of the main thread. */
  readonly expression: string;
}

const { heartbeats, intervalMs, maxMissed, expression } = workerData as WatchdogData;
let last = -1;
let missed = 0;
let isPausing = false;

repeat(intervalMs, () => {
  missed = heartbeats[0] === last ? missed + 1 : 0;
  last = heartbeats[0] as number;
  if (missed < maxMissed || isPausing) return;
  isPausing = true;
  evaluateInMainThread()
    .catch(() => {}) // the main thread may have ended in the meantime
    .finally(() => {
      isPausing = false;
    });
});

async function evaluateInMainThread(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const paused = once(session, 'Debugger.paused');
    await session.post('Debugger.enable');
    await session.post('Debugger.pause');
    const [{ params }] = (await paused) as [{ params: { callFrames: { callFrameId: string }[] } }];
    const { callFrameId } = params.callFrames[0] as { callFrameId: string };
    await session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression });
    await session.post('Debugger.resume');
  } finally {
    session.disconnect();
  }
}
