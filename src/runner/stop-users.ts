/** Stops users: gracefully first, then at once, and abandons with a warning those that do not react. */
import type { Actor } from '../core/actor.js';
import type { Logger } from '../util/log/log.js';
import { settlesWithin } from '../util/loop/clock.js';
import { Yielder } from '../util/loop/yielder.js';

/** An actor that has been started. */
export interface RunningUser {
  readonly actor: Actor;
  readonly userClass: { readonly name: string; stopTimeout?: number | null };
  /** Resolves when it has ended. */
  readonly done: Promise<void>;
}

/** A task that has not reacted to its cancellation after this time is stuck. */
const stuckAfterMs = 250;
/** How long a cancelled task may take to end. */
const unwindLimitMs = 1_000;
/** How long `onStop` may take from then on; a longer stop timeout extends it. */
const minOnStopLimitMs = 10_000;

/**
 * Stops a group, with `graceMs` for the current tasks; resolves when all have ended or were abandoned, with the latter.
 * `onStuck` is called if a task does not react to its cancellation: it may be awaiting the stop itself.
 */
export async function stopUsers(
  group: readonly RunningUser[],
  graceMs: number,
  logger: Logger,
  onStuck = () => {},
): Promise<readonly RunningUser[]> {
  const alive = new Set(group);
  const allEnded = new Promise<void>((resolve) => {
    for (const running of group) {
      running.done.then(() => {
        alive.delete(running);
        if (alive.size === 0) resolve();
      });
    }
  });
  const allEndWithin = (ms: number) => alive.size === 0 || settlesWithin(ms, allEnded);
  await stopEach(alive, graceMs === 0);
  if (graceMs > 0 && !(await allEndWithin(graceMs))) {
    logger.info(`Not all users finished their tasks & terminated in ${graceMs / 1000} seconds. Stopping them...`);
    await stopEach(alive, true);
  }
  if (!(await allEndWithin(stuckAfterMs)) && [...alive].some(({ actor }) => !actor.isInOnStop)) onStuck();
  const isUnwound = await allEndWithin(unwindLimitMs - stuckAfterMs);
  const abandoned = isUnwound ? [] : abandon(alive, logger, ({ actor }) => !actor.isInOnStop);
  if (!(await allEndWithin(Math.max(minOnStopLimitMs, graceMs)))) abandoned.push(...abandon(alive, logger, () => true));
  return abandoned;
}

async function stopEach(group: Iterable<RunningUser>, force: boolean): Promise<void> {
  const yielder = new Yielder();
  for (const { actor } of group) {
    if (yielder.isDue) await yielder.yield();
    actor.stop(force);
  }
}

function abandon(alive: Set<RunningUser>, logger: Logger, isStuck: (running: RunningUser) => boolean): RunningUser[] {
  const stuck = [...alive].filter(isStuck);
  const counts = new Map<string, number>();
  for (const running of stuck) {
    alive.delete(running);
    const description = `${running.userClass.name} (${running.actor.activity})`;
    counts.set(description, (counts.get(description) ?? 0) + 1);
  }
  for (const [description, count] of counts) {
    logger.warning(`${count} user(s) of ${description} did not stop in time and were abandoned.`);
  }
  return stuck;
}
