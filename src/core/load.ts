/** What a shape asks for at an instant. */
import { TslocError } from '../util/error.js';

/** How many users there should be, and how fast to get there. */
export interface Load {
  readonly users: number;
  /** Users started or stopped per second, more than 0. */
  readonly spawnRate: number;
  /** Names of the classes that added users come from; without it those of before, all at first. */
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
