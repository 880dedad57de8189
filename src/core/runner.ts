/** The contract of a runner: what users, listeners and reports may read and call. */
import type { Load } from './load.js';
import type { MessageListener } from './messages.js';

/** Locust's states. While users stop, a master is `stopping`, every other runner `cleanup`. */
export type RunnerState = 'ready' | 'spawning' | 'running' | 'stopping' | 'cleanup' | 'stopped';

/** Whether users run or are being started; not while they stop. Without a runner, the state is undefined. */
export function isActive(state: RunnerState | undefined): boolean {
  return state === 'spawning' || state === 'running';
}

/** `local` runs users in its own process, a `master` on its workers, a `worker` at the command of its master. */
export type RunnerRole = 'local' | 'master' | 'worker';

/** A worker, as its master knows it. Locust's WorkerNode. */
export interface WorkerInfo {
  /** Its `clientId`. */
  readonly id: string;
  /** `stopped`: its users have stopped, and it is not ready for others yet. */
  readonly state: 'ready' | 'spawning' | 'running' | 'stopped' | 'missing';
  /** Users running now, those that are stopping included; 0 while it is missing. */
  readonly userCount: number;
  /** Percent of one core. */
  readonly cpuUsage: number;
  /** Bytes. */
  readonly memoryUsage: number;
}

/** The state machine that pursues a load. */
export interface Runner<E> {
  readonly environment: E;
  /** The role, which Locust expresses by the class of the runner: LocalRunner, MasterRunner, WorkerRunner. */
  readonly role: RunnerRole;
  /** The id of this node: `<host>_<32 hex digits>` for a worker. */
  readonly clientId: string;
  /** The number of a worker, from 0, which its master assigns; -1 until then. 0 in one process, -1 on a master. */
  readonly workerIndex: number;
  /** Workers that can have users. 1 in one process, as in Locust: code for several workers works there, too. 0 on a worker. */
  readonly workerCount: number;
  /** The workers of a master by id, those that are missing included; kept up to date. Empty on every other runner. */
  readonly clients: ReadonlyMap<string, WorkerInfo>;
  readonly state: RunnerState;
  /** Users running now, those that are stopping included. */
  readonly userCount: number;
  readonly userClassesCount: ReadonlyMap<string, number>;
  /** Users that the load asks for, in `testStart` already; on a worker, its share of them, only after that. As in Locust. */
  readonly targetUserCount: number;
  /**
   * How many users the ramp has reached: from the beginning of a second it counts all that start in it, and users that have
   * ended by themselves stay counted, as in Locust. Once the test is stopped, the number at the stop.
   */
  readonly reachedUserCount?: number;
  /** The highest number of users in a load of this test; null before its first load. */
  readonly peakTargetUserCount: number | null;
  /**
   * Changes the load; a ramp that is still under way is replaced. Starts a test if none is running. Resolves when the last
   * user of the ramp has been started or is stopping: it may still be finishing. @throws {TslocError} `BAD_LOAD`
   */
  start(load: Load): Promise<void>;
  /**
   * Stops every user; resolves when all have ended and `testStop` is over. In a task, and in listeners of `testStopping`
   * and `testStop`, for which the stop itself waits, it resolves earlier. Another `start` begins a new test.
   */
  stop(): Promise<void>;
  /** Ends the whole run. */
  quit(): void;
  /** Ends the test: with it the run, unless the run waits for further tests, as one with a web page does. */
  endTest(): void;
  /** Adds the listener for messages of a type. @throws {TslocError} `DUPLICATE_LISTENER` if the type has one */
  registerMessage(type: string, listener: MessageListener<E>): void;
  /**
   * Sends a message: from a worker to its master, from a master to the worker of the id, or to all of them without one. In
   * one process it is delivered at once. @throws {TslocError} `MESSAGE_NOT_SENDABLE` for data that cannot be sent
   */
  sendMessage(type: string, data?: unknown, clientId?: string): void;
}
