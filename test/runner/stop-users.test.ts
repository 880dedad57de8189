import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningUser, stopUsers } from '../../src/runner/stop-users.js';
import { now } from '../../src/util/loop/clock.js';
import { busy, deaf, type Manner, obedient, polite, Stage, type StageActor } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

describe('stopUsers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Stops actors of one class with these behaviours; `over` is the duration, null while it is running. */
  function retiring(manners: readonly Manner[], grace: number) {
    const { environment, log } = makeEnvironment();
    const stage = new Stage();
    const group: RunningUser[] = manners.map((manner) => {
      const userClass = stage.actorClass('Shopper', { manner });
      const actor = new userClass(environment);
      return { actor, userClass, done: actor.run() };
    });
    const start = now();
    const outcome = {
      over: null as number | null,
      stuckAt: [] as number[],
      leftBehind: [] as unknown[],
      actors: stage.actors,
      log,
      group,
    };
    const onStuck = () => void outcome.stuckAt.push(now() - start);
    stopUsers(group, grace, environment.log.logger('locust.runners'), onStuck).then((leftBehind) => {
      outcome.over = now() - start;
      outcome.leftBehind.push(...leftBehind.map(({ actor }) => actor));
    });
    return outcome;
  }

  const forces = (actor: StageActor | undefined) => actor?.stops.map(({ force }) => force);

  it('resolves at once for users that end at once', async () => {
    const outcome = retiring([obedient, obedient], 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome.over).toBe(0);
    expect(outcome.log).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('resolves at once without users', async () => {
    const outcome = retiring([], 5000);
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome.over).toBe(0);
    expect(outcome.log).toEqual([]);
  });

  it('cancels users at once without a stop timeout', async () => {
    const { actors } = retiring([busy], 0);
    expect(forces(actors[0])).toEqual([true]);
  });

  it('lets users finish their task within the stop timeout', async () => {
    const outcome = retiring([busy, obedient], 5000);
    await vi.advanceTimersByTimeAsync(4000);
    expect(outcome.actors.map(forces)).toEqual([[false], [false]]);
    expect(outcome.over).toBeNull();
    outcome.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome.over).toBe(4000);
    expect(outcome.log).toEqual([]);
  });

  it('logs the end of the stop timeout, and cancels the remaining users only', async () => {
    const outcome = retiring([busy, obedient], 5000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(outcome.actors.map(forces)).toEqual([[false, true], [false]]);
    expect(outcome.actors[0]?.stops[1]?.at).toBe((outcome.actors[0]?.bornAt ?? 0) + 5000);
    expect(outcome.log).toEqual([
      'INFO/locust.runners: Not all users finished their tasks & terminated in 5 seconds. Stopping them...',
    ]);
    expect(outcome.over).toBe(5000);
  });

  it('abandons users that do not react for a second, and names their class and activity', async () => {
    const outcome = retiring([deaf, deaf, deaf, obedient], 0);
    const [first, second, third] = outcome.actors as [StageActor, StageActor, StageActor];
    first.activity = 'task analyzeAudio';
    second.activity = 'onStart';
    third.activity = 'task analyzeAudio';
    await vi.advanceTimersByTimeAsync(999);
    expect(outcome.over).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome.over).toBe(1000);
    expect(outcome.leftBehind).toEqual([first, second, third]);
    expect(outcome.log).toEqual([
      'WARNING/locust.runners: 2 user(s) of Shopper (task analyzeAudio) did not stop in time and were abandoned.',
      'WARNING/locust.runners: 1 user(s) of Shopper (onStart) did not stop in time and were abandoned.',
    ]);
  });

  it('calls onStuck early, once, for tasks that do not react, and not for users in onStop', async () => {
    const [stuck, leaving, quick] = [retiring([deaf, deaf], 500), retiring([polite], 0), retiring([obedient], 0)];
    await vi.advanceTimersByTimeAsync(749);
    expect(stuck.stuckAt).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([stuck, leaving, quick].map(({ stuckAt }) => stuckAt)).toEqual([[750], [], []]);
    expect([stuck, leaving, quick].map(({ leftBehind }) => leftBehind.length)).toEqual([2, 1, 0]);
  });

  it('gives users in onStop ten more seconds', async () => {
    const outcome = retiring([polite, deaf], 0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(outcome.over).toBeNull();
    expect(outcome.log).toHaveLength(1);
    outcome.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome.over).toBe(10_000);
    expect(outcome.log).toHaveLength(1);
  });

  it('gives them as long as a stop timeout of more than ten seconds', async () => {
    const outcome = retiring([polite], 40_000);
    await vi.advanceTimersByTimeAsync(40_000 + 1_000 + 39_999);
    expect(outcome.over).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect([outcome.over, outcome.leftBehind.length]).toEqual([81_000, 1]);
  });

  it('abandons an onStop that does not end either', async () => {
    const outcome = retiring([polite], 0);
    (outcome.actors[0] as StageActor).activity = 'onStop';
    await vi.advanceTimersByTimeAsync(11_000);
    expect(outcome.over).toBe(11_000);
    expect(outcome.log).toEqual([
      'WARNING/locust.runners: 1 user(s) of Shopper (onStop) did not stop in time and were abandoned.',
    ]);
  });

  it('has the same limits after the stop timeout as without one', async () => {
    const outcome = retiring([deaf], 2000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(outcome.over).toBe(3000);
    expect(outcome.log).toHaveLength(2);
  });
});
