/** The thread that watches the main one: when its beats stop, it interrupts what runs there and has it say where it is. */
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';
import { workerData } from 'node:worker_threads';
import { repeat } from '../util/loop/clock.js';

/** What the main thread hands over. */
export interface WatchdogData {
  /** Its first number grows as long as all is well. */
  readonly beats: Int32Array;
  /** ms between two looks at it. */
  readonly interval: number;
  /** Looks without a beat, after which the main thread is interrupted, at each look. */
  readonly patience: number;
  /** JavaScript to be evaluated there, in the innermost frame. */
  readonly expression: string;
}

const { beats, interval, patience, expression } = workerData as WatchdogData;
let last = -1;
let missed = 0;
let isLooking = false;

repeat(interval, () => {
  missed = beats[0] === last ? missed + 1 : 0;
  last = beats[0] as number;
  if (missed < patience || isLooking) return;
  isLooking = true;
  interrupt()
    .catch(() => {}) // it may have ended meanwhile
    .finally(() => {
      isLooking = false;
    });
});

async function interrupt(): Promise<void> {
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
