/** A load: the number of users and the spawn rate that a runner pursues. */
import { TslocError } from '../util/error.js';
import { describeValue, nonNegativeNumber } from '../util/rules.js';

/** The target, and the speed of the ramp to it. */
export interface Load {
  readonly users: number;
  /** Users started or stopped per second, more than 0. */
  readonly spawnRate: number;
  /** Names of the classes that added users come from; by default those of the previous load, initially all. */
  readonly userClasses?: readonly string[];
}

/** @throws {TslocError} `BAD_LOAD` */
export function checkLoad(load: Load): void {
  const { users, spawnRate } = Object(load) as Load;
  const isLoad = Number.isInteger(users) && users >= 0 && Number.isFinite(spawnRate) && spawnRate > 0;
  if (isLoad) return;
  const found = typeof load === 'object' ? `users ${users}, spawnRate ${spawnRate}` : String(load);
  const hint = 'Write runner.start({ users: 10, spawnRate: 2 }).';
  throw new TslocError('BAD_LOAD', `Expected whole users of 0 or more and a spawnRate above 0, got ${found}.`, {
    hint,
  });
}

/** Checks a run time in seconds; 0 and null mean no limit. @throws {TslocError} `BAD_LOAD` */
export function checkRunTime(seconds: number | null): void {
  if (seconds === null || nonNegativeNumber.accepts(seconds)) return;
  const message = `Expected a run time of 0 or more seconds, or null, got ${describeValue(seconds)}.`;
  throw new TslocError('BAD_LOAD', message);
}
