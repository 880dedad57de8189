/**
 * Counts signals in the watchdog's thread: there they arrive also while the main thread is blocked. Ends the process if even the
 * watchdog cannot. Node has no public API for signals in threads; where its internal one is missing, nothing is counted.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ThreadTask } from '../../runner/watchdog/watchdog-thread.js';
import { repeat } from '../../util/loop/clock.js';

/** What the main thread passes. The arrays are shared, and have an element for each signal. */
export interface SignalThreadData {
  readonly names: readonly string[];
  readonly numbers: readonly number[];
  /** How often each arrived. */
  readonly received: Int32Array;
  /** How often the event loop of the main thread delivered each. */
  readonly delivered: Int32Array;
  /** Its only element becomes one of {@link threadStates}: `ready` when this thread receives signals, `unable` if it cannot. */
  readonly state: Int32Array;
}

/** States of the thread; 0 while it starts. */
export const threadStates = { ready: 1, unable: 2 } as const;

/** Options of Node that the thread needs. */
export const signalThreadOptions: readonly string[] = ['--expose-internals', '--no-warnings'];

/** Seconds after which a blocked process is killed: the watchdog has not reached the main thread, which is in native code. */
const killAfterSeconds = 10;

/** What `process.on('SIGINT')` of Node is built on. */
interface SignalHandle {
  onsignal: () => void;
  start(number: number): number;
  unref(): void;
}

/** Runs in the thread. @throws where Node has no such handles */
const countSignals: ThreadTask<SignalThreadData> = (data, isBlocked) => {
  const { names, received, delivered, state } = data;
  try {
    listen(data);
    Atomics.store(state, 0, threadStates.ready);
  } catch (error) {
    Atomics.store(state, 0, threadStates.unable);
    throw error;
  } finally {
    Atomics.notify(state, 0);
  }
  let seconds = 0;
  repeat(1000, () => {
    const name = names.find((_, i) => Atomics.load(received, i) > Atomics.load(delivered, i));
    seconds = name === undefined || !isBlocked() ? 0 : seconds + 1;
    if (name !== undefined && seconds >= killAfterSeconds) killProcess(name);
  });
};

export default countSignals;

function listen({ names, numbers, received }: SignalThreadData): void {
  const Handle = loadSignalHandle();
  numbers.forEach((number, i) => {
    const handle = new Handle();
    handle.onsignal = () => void Atomics.add(received, i, 1);
    if (handle.start(number) !== 0) throw new Error(`Expected to receive ${names[i]}.`);
    handle.unref();
  });
}

function loadSignalHandle(): new () => SignalHandle {
  const { internalBinding } = createRequire(import.meta.url)('internal/test/binding');
  return internalBinding('signal_wrap').Signal;
}

function killProcess(name: string): void {
  try {
    const files = 'the CSV files are those of the last second before that';
    writeSync(2, `tsloc: got ${name} while native code blocks the event loop: the process is killed; ${files}.\n`);
  } catch {
    // nobody reads stderr
  }
  process.kill(process.pid, 'SIGKILL');
}
