/** How users are stopped: first asked, then told, and in the end left behind with a warning that names them. */
import type { Actor } from '../core/actor.js';
import type { Logger } from '../util/log.js';
import { settledWithin } from '../util/loop/clock.js';
import { Yielder } from '../util/loop/yielder.js';

/** An actor that lives. */
export interface RunningUser {
  readonly actor: Actor;
  readonly userClass: { readonly name: string };
  /** Resolves when it has ended. */
  readonly done: Promise<void>;
}

/** After this time without a reaction to its end, a task is said to be stuck, ms. */
const patience = 250;
/** How long a task may go on after its user was told to end at once, ms. */
const unwindTime = 1_000;
/** How long a goodbye may take from then on, ms. */
const goodbyeTime = 10_000;

/**
 * Stops a group, with `grace` ms for the tasks at hand; resolves when all have ended or were left behind, with the
 * latter. `onStuck` is called if a task does not react to its end: it may be waiting for somebody who waits for this.
 */
export async function stopUsers(
  group: readonly RunningUser[],
  grace: number,
  logger: Logger,
  onStuck = () => {},
): Promise<readonly RunningUser[]> {
  const alive = new Set(group);
  const allGone = new Promise<void>((resolve) => {
    for (const running of group) {
      running.done.then(() => {
        alive.delete(running);
        if (alive.size === 0) resolve();
      });
    }
  });
  const allWithin = (ms: number) => alive.size === 0 || settledWithin(ms, allGone);
  await stopEach(alive, grace === 0);
  if (grace > 0 && !(await allWithin(grace))) {
    logger.info(`Not all users finished their tasks & terminated in ${grace / 1000} seconds. Stopping them...`);
    await stopEach(alive, true);
  }
  if (!(await allWithin(patience)) && [...alive].some(({ actor }) => !actor.isInOnStop)) onStuck();
  const isUnwound = await allWithin(unwindTime - patience);
  const stuck = isUnwound ? [] : leaveBehind(alive, logger, ({ actor }) => !actor.isInOnStop);
  if (!(await allWithin(goodbyeTime))) stuck.push(...leaveBehind(alive, logger, () => true));
  return stuck;
}

async function stopEach(group: Iterable<RunningUser>, force: boolean): Promise<void> {
  const turns = new Yielder();
  for (const { actor } of group) {
    if (turns.isDue) await turns.yield();
    actor.stop(force);
  }
}

function leaveBehind(
  alive: Set<RunningUser>,
  logger: Logger,
  isStuck: (running: RunningUser) => boolean,
): RunningUser[] {
  const stuck = [...alive].filter(isStuck);
  const counts = new Map<string, number>();
  for (const running of stuck) {
    alive.delete(running);
    const what = `${running.userClass.name} (${running.actor.activity})`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  for (const [what, count] of counts) {
    logger.warning(`${count} user(s) of ${what} did not end when told to, and are left behind.`);
  }
  return stuck;
}
