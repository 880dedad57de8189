/** The `spawn` message: how many users of each class a worker should have from now on, and with which settings. */
import type { Options } from '../../core/options/options.js';
import { atOnce, type Batch } from '../../runner/ramp-steps.js';
import { toParsedOptions } from './shared-options.js';
import {
  readAmount,
  readCount,
  readList,
  readMap,
  readOptionalMap,
  readText,
  readUserCounts,
  type WireMap,
} from './wire-values.js';

/** The users that a worker should run. */
export interface SpawnJob {
  /** Epoch seconds by the master's clock; each job of a master has a later one. */
  readonly timestamp: number;
  /** Absolute, for every class that the master knows. */
  readonly userCounts: ReadonlyMap<string, number>;
  /** Empty leaves each class its own; null, where the master was given none, leaves the worker its own. */
  readonly host: string | null;
  readonly stopTimeoutSeconds: number;
  readonly options: WireMap;
  /** The time over which the changes are spread; Locust's workers make them at once. */
  readonly batch: Batch;
  /** Sent by tsloc masters only; null from others. */
  readonly test: TestFacts | null;
}

/** Facts of a test, for workers that are tsloc. */
export interface TestFacts {
  /** Counts tests, and resets of the statistics by `--reset-stats`. */
  readonly epoch: number;
  readonly seed: string;
  /** The user classes and tags to count: {@link RequestGroups}. */
  readonly groups: readonly string[];
  /** The series that iterations are leased from; null without `--iterations`. */
  readonly iterationSeries: string | null;
}

/** Locust needs all five keys; it ignores `tsloc`. */
export function toSpawnData(
  options: Options,
  { timestamp, userCounts, batch, test }: Pick<SpawnJob, 'timestamp' | 'userCounts' | 'batch' | 'test'>,
): WireMap {
  return {
    timestamp,
    user_classes_count: Object.fromEntries(userCounts),
    host: options.host,
    stop_timeout: options.stopTimeout ?? 0,
    parsed_options: toParsedOptions(options),
    tsloc: {
      ...test,
      batch_users: batch.users,
      batch_interval_ms: batch.intervalMs,
      batch_phase: batch.phase ?? 0,
    },
  };
}

/** @throws {TslocError} `BAD_MESSAGE` */
export function readSpawnJob(data: unknown): SpawnJob {
  const job = readMap(data, 'spawn');
  const extra = job.tsloc === undefined ? null : readMap(job.tsloc, 'tsloc');
  return {
    timestamp: readAmount(job.timestamp, 'timestamp'),
    userCounts: readUserCounts(job.user_classes_count, 'user_classes_count'),
    host: readHost(job.host, extra !== null),
    stopTimeoutSeconds: readAmount(job.stop_timeout, 'stop_timeout'),
    options: readOptionalMap(job.parsed_options, 'parsed_options'),
    batch: extra === null ? atOnce : readBatch(extra),
    test: extra === null ? null : readTestFacts(extra),
  };
}

/** Masters of Locust send an empty host also if they were given none. */
function readHost(value: unknown, isMasterTsloc: boolean): string | null {
  const host = readText(value, 'host');
  if (host !== '') return host;
  return isMasterTsloc && value === '' ? '' : null;
}

function readTestFacts(extra: WireMap): TestFacts {
  return {
    epoch: readCount(extra.epoch, 'epoch'),
    seed: readText(extra.seed, 'seed'),
    groups: readList(extra.groups ?? [], 'groups').map((name) => readText(name, 'the name of a group')),
    iterationSeries: readText(extra.iterationSeries, 'iterationSeries') || null,
  };
}

function readBatch(extra: WireMap): Batch {
  const users = Math.max(1, readCount(extra.batch_users, 'batch_users'));
  const phase = Math.min(readAmount(extra.batch_phase, 'batch_phase'), 1);
  return { users, intervalMs: readAmount(extra.batch_interval_ms, 'batch_interval_ms'), phase };
}
