/** Applies the ticks of a shape to a runner, once a second. */
import { listenerLimitMs } from '../core/events/listener-limit.js';
import type { Load } from '../core/load.js';
import type { LoadShape, Tick } from '../core/shape.js';
import type { Logger } from '../util/log/log.js';
import { now, settlesWithin, sleep } from '../util/loop/clock.js';
import { formatFixed } from '../util/text/format.js';
import { badShape } from './shape-settings.js';

/** The part of a runner that a shape controls. */
export interface LoadTarget {
  /** Begins a test for `users`, if none is running; resolves when its `testStart` listeners have finished. */
  begin(users: number): Promise<void>;
  start(load: Load): Promise<void>;
}

const tickIntervalMs = 1000;

/**
 * Calls `tick` at each full second, 0 included; resolves when it returns null, or when `signal` is aborted. The clock of the
 * shape starts again after `testStart`. A tick that differs from the one before replaces a ramp that is still under way.
 * @throws what the shape throws; {TslocError} `BAD_SHAPE` for a tick that is not a load
 */
export async function followShape(
  shape: LoadShape,
  runner: LoadTarget,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  logger.info('Shape test starting.');
  shape.resetTime();
  let startedAt = now();
  let last: Load | null = null;
  let failure: unknown;
  while (!signal.aborted) {
    const tick = await tickOf(shape, logger);
    if (failure !== undefined) throw failure;
    // After the end, a load would begin another test.
    if (tick === null || signal.aborted) break;
    const load = loadOf(tick);
    if (last === null || differs(load, last)) {
      logger.info(`Shape test updating to ${load.users} users at ${formatFixed(load.spawnRate, 2)} spawn rate`);
      if (last === null) {
        await Promise.race([runner.begin(load.users), untilAborted(signal)]); // a listener may hang
        if (signal.aborted) break;
        shape.resetTime();
        startedAt = now();
      }
      runner.start(load).catch((thrown: unknown) => {
        failure = thrown;
      });
    }
    last = load;
    const second = Math.floor((now() - startedAt) / tickIntervalMs) + 1;
    await sleepUntil(startedAt + second * tickIntervalMs, signal);
  }
  logger.info('Shape test stopping');
}

/** Logs a tick that does not resolve: the load stays as it is until then. */
async function tickOf(shape: LoadShape, logger: Logger): Promise<Tick | null> {
  const tick = shape.tick();
  if (!(tick instanceof Promise)) return tick;
  if (!(await settlesWithin(listenerLimitMs, tick)))
    logger.warning(
      `tick() of shape ${shape.constructor.name} has not finished after ${listenerLimitMs / 1000} seconds; the load does not change.`,
    );
  return tick;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Never early, as timers may be by a fraction of a millisecond: a stage that ends now would last another second. */
async function sleepUntil(due: number, signal: AbortSignal): Promise<void> {
  do await sleep(Math.ceil(due - now()), signal).catch(() => {});
  while (now() < due && !signal.aborted);
}

function loadOf(tick: Tick): Load {
  const [users, spawnRate, userClasses] = Array.isArray(tick) ? (tick as Tick) : ([] as unknown as Tick);
  const names = (userClasses ?? []).map((one) => one.name);
  const isLoad = Number.isFinite(users) && users >= 0 && Number.isFinite(spawnRate) && spawnRate > 0;
  if (!isLoad || !names.every((name) => typeof name === 'string')) {
    const hint = 'users is 0 or more, spawnRate above 0; a third item is a list of user classes.';
    throw badShape("what a shape's tick() returns", '[users, spawnRate] or null', tick, hint);
  }
  const load = { users: Math.round(users), spawnRate };
  return names.length > 0 ? { ...load, userClasses: names } : load;
}

function differs(a: Load, b: Load): boolean {
  return a.users !== b.users || a.spawnRate !== b.spawnRate || String(a.userClasses) !== String(b.userClasses);
}
