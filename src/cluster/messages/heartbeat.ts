/** The `heartbeat` message of a worker: its state, its CPU and memory usage and, for a tsloc master, its progress. */
import type { GeneratorUsage } from '../../core/generator-usage.js';
import {
  readAmount,
  readCount,
  readMap,
  readOptionalMap,
  readText,
  readUserCounts,
  type WireMap,
} from './wire-values.js';

/** The states that Locust's master knows. */
export type WorkerState = 'ready' | 'spawning' | 'running';

/** The message that every worker sends each second. */
export interface Heartbeat {
  readonly state: WorkerState;
  /** Percent of one core. */
  readonly cpuUsage: number;
  /** Bytes. */
  readonly memoryUsage: number;
  /** null from a worker that is not tsloc, or to a master that is not. */
  readonly progress: WorkerProgress | null;
}

/** Additional values of a tsloc worker, so that a lost message in either direction is detected. */
export interface WorkerProgress {
  /** 1, 2, 3…: distinguishes a late heartbeat from a new one. */
  readonly number: number;
  /** By the worker's clock. */
  readonly epochSeconds: number;
  /** The timestamp of the last job that was accepted, and whether all of its changes have begun. */
  readonly jobTimestamp: number;
  readonly isJobDone: boolean;
  readonly userCounts: ReadonlyMap<string, number>;
  /** Users that are not stopping. */
  readonly activeCount: number;
  /** No user is active, and at least one ended because its iterations or rows were exhausted. */
  readonly isExhausted: boolean;
  /** It stops its users in order to leave, and not because they have ended. */
  readonly isLeaving: boolean;
  /** A task does not react to the stop. */
  readonly isStuck: boolean;
  /** A listener, a reporter or the construction of a user has failed: exit code 2. */
  readonly hasFailed: boolean;
  /** The number of the latest report. */
  readonly lastReport: number;
  readonly requestsInFlight: number;
  readonly resentRequests: number;
  /** Tasks that were started in this test. */
  readonly iterations: number;
  /** The version of tsloc of the worker; empty if unknown. */
  readonly version: string;
  /** Usage in the last second; null from a worker that does not measure it. */
  readonly usage: GeneratorUsage | null;
}

export function toHeartbeatData({ state, cpuUsage, memoryUsage, progress }: Heartbeat): WireMap {
  const base = { state, current_cpu_usage: cpuUsage, current_memory_usage: memoryUsage };
  if (progress === null) return base;
  return { ...base, tsloc: { ...progress, userCounts: Object.fromEntries(progress.userCounts) } };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readHeartbeat(data: unknown): Heartbeat {
  const beat = readMap(data, 'a heartbeat');
  const state = readText(beat.state, 'state');
  return {
    // Boomer reports `stopped` for a moment: it has no users then.
    state: state === 'running' || state === 'spawning' ? state : 'ready',
    cpuUsage: readAmount(beat.current_cpu_usage, 'current_cpu_usage'),
    memoryUsage: readAmount(beat.current_memory_usage, 'current_memory_usage'),
    progress: beat.tsloc === undefined ? null : readProgress(readOptionalMap(beat.tsloc, 'tsloc')),
  };
}

function readProgress(progress: WireMap): WorkerProgress {
  return {
    number: readCount(progress.number, 'number'),
    epochSeconds: readAmount(progress.epochSeconds, 'epochSeconds'),
    jobTimestamp: readAmount(progress.jobTimestamp, 'jobTimestamp'),
    isJobDone: progress.isJobDone === true,
    userCounts: readUserCounts(progress.userCounts, 'userCounts'),
    activeCount: readCount(progress.activeCount, 'activeCount'),
    isExhausted: progress.isExhausted === true,
    isLeaving: progress.isLeaving === true,
    isStuck: progress.isStuck === true,
    hasFailed: progress.hasFailed === true,
    lastReport: readCount(progress.lastReport, 'lastReport'),
    requestsInFlight: readCount(progress.requestsInFlight, 'requestsInFlight'),
    resentRequests: readCount(progress.resentRequests, 'resentRequests'),
    iterations: readCount(progress.iterations, 'iterations'),
    version: readText(progress.version, 'version'),
    usage: readUsage(progress.usage),
  };
}

function readUsage(given: unknown): GeneratorUsage | null {
  if (given === undefined || given === null) return null;
  const usage = readMap(given, 'usage');
  const read = (key: keyof GeneratorUsage) => (usage[key] == null ? null : readAmount(usage[key], key));
  return { cpu: read('cpu'), memory: read('memory'), loopDelay: read('loopDelay') };
}
