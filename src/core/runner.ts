/** What everyone may know of a runner, and ask of it. */
import type { Load } from './load.js';
import type { MessageListener } from './messages.js';

/** Locust's states. */
export type RunnerState = 'ready' | 'spawning' | 'running' | 'cleanup' | 'stopped';

/** The state machine that pursues a load. */
export interface Runner<E> {
  readonly environment: E;
  readonly state: RunnerState;
  /** Users running now. */
  readonly userCount: number;
  readonly userClassesCount: ReadonlyMap<string, number>;
  readonly targetUserCount: number;
  /**
   * Makes it so; a ramp still under way is replaced. Resolves when the last user of the ramp has been started, or told
   * to stop: it may still be finishing. @throws {TslocError} `BAD_LOAD`
   */
  start(load: Load): Promise<void>;
  /**
   * Stops every user; resolves when all have ended and `testStop` is over. In a task, and in listeners of `testStopping`
   * and `testStop`, for which the stop itself waits, it resolves as soon as it can.
   */
  stop(): Promise<void>;
  /** Asks the whole run to end. */
  quit(): void;
  /** Hears messages of a type. @throws {TslocError} `MESSAGE_TAKEN` if somebody else does */
  registerMessage(type: string, listener: MessageListener<E>): void;
  /** Sends a message to every node that hears its type. */
  sendMessage(type: string, data?: unknown): void;
}
