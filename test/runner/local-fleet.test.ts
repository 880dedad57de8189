import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActorClass } from '../../src/core/actor.js';
import type { Environment } from '../../src/core/environment.js';
import type { Options } from '../../src/core/options/options.js';
import type { Runner } from '../../src/core/runner.js';
import { StopTest } from '../../src/core/signals.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { batchOf } from '../../src/runner/ramp-steps.js';
import { TslocError } from '../../src/util/error.js';
import { now } from '../../src/util/loop/clock.js';
import { busy, deaf, polite, Stage, type StageActor } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

function fleetOf(userClasses: readonly ActorClass<Environment>[], options: Partial<Options> = {}) {
  const { environment, log } = makeEnvironment(options, userClasses);
  const fleet = new LocalFleet(environment);
  const never = new AbortController().signal;
  /** Applies these numbers of users of each class, at a spawn rate. */
  const apply = (wanted: Record<string, number>, spawnRate = 10, signal = never) =>
    fleet.apply(new Map([['local', new Map(Object.entries(wanted))]]), batchOf({ spawnRate }), now(), signal);
  return { environment, log, fleet, apply, counts: () => Object.fromEntries(fleet.counts()) };
}

describe('LocalFleet', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('has no users at first, of any class', () => {
    const stage = new Stage();
    const { fleet, counts } = fleetOf([stage.actorClass('B'), stage.actorClass('A')]);
    expect(fleet.nodes).toEqual(['local']);
    expect(counts()).toEqual({ A: 0, B: 0 });
  });

  it('starts users evenly over the interval, class by class in order of names', async () => {
    const stage = new Stage();
    const { apply, counts } = fleetOf([stage.actorClass('B'), stage.actorClass('A')]);
    const start = now();
    const applied = apply({ A: 2, B: 3 }, 5);
    await vi.advanceTimersByTimeAsync(800);
    await applied;
    expect(stage.actors.map(({ className, bornAt }) => [className, bornAt - start])).toEqual([
      ['A', 0],
      ['A', 200],
      ['B', 400],
      ['B', 600],
      ['B', 800],
    ]);
    expect(counts()).toEqual({ A: 2, B: 3 });
  });

  it('catches up at once when it is late', async () => {
    const stage = new Stage();
    const { environment } = makeEnvironment({}, [stage.actorClass('A')]);
    const fleet = new LocalFleet(environment);
    const shares = new Map([['local', new Map([['A', 4]])]]);
    await fleet.apply(shares, batchOf({ spawnRate: 4 }), now() - 800, new AbortController().signal);
    expect(stage.actors).toHaveLength(4);
  });

  it('stops the newest users first, and starts before it stops', async () => {
    const stage = new Stage();
    const { apply, counts } = fleetOf([stage.actorClass('A'), stage.actorClass('B')]);
    apply({ A: 3 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    const [, second, third] = stage.actors as [StageActor, StageActor, StageActor];
    const start = now();
    apply({ A: 1, B: 1 }, 3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(stage.actors[3]).toMatchObject({ className: 'B', bornAt: start });
    expect(stage.alive.map(({ className }) => className)).toEqual(['A', 'B']);
    expect((third.stops[0]?.at ?? 0) - start).toBeCloseTo(333, -1);
    expect((second.stops[0]?.at ?? 0) - start).toBeCloseTo(667, -1);
    expect(counts()).toEqual({ A: 1, B: 1 });
  });

  it('stops the newest remaining users, if some die while others are being stopped', async () => {
    const stage = new Stage();
    const { apply, counts } = fleetOf([stage.actorClass('A')]);
    apply({ A: 4 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    const [first, second, third, fourth] = stage.actors as [StageActor, StageActor, StageActor, StageActor];
    apply({ A: 2 }, 2);
    await vi.advanceTimersByTimeAsync(100);
    third.finish();
    await vi.advanceTimersByTimeAsync(900);
    expect([first, second, third, fourth].map(({ stops }) => stops.length)).toEqual([0, 1, 0, 1]);
    expect(counts()).toEqual({ A: 1 });
  });

  it('yields to the event loop while it starts users that are slow to construct', async () => {
    vi.useRealTimers();
    const stage = new Stage();
    const usersAtMyTurn: number[] = [];
    const born = () => {
      if (stage.actors.length === 1) setImmediate(() => usersAtMyTurn.push(stage.actors.length));
      const start = now();
      while (now() - start < 6);
    };
    const { apply } = fleetOf([stage.actorClass('A', { born })]);
    await apply({ A: 3 }, 1_000_000);
    expect([usersAtMyTurn, stage.actors.length]).toEqual([[1], 3]);
  });

  it('starts users again that have died, within the interval of the step', async () => {
    const stage = new Stage();
    const { apply, counts } = fleetOf([stage.actorClass('A')]);
    apply({ A: 3 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    for (const actor of stage.actors) actor.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(counts()).toEqual({ A: 0 });
    const start = now();
    apply({ A: 4 }, 1);
    await vi.advanceTimersByTimeAsync(999);
    expect(stage.actors.slice(3).map(({ bornAt }) => bornAt - start)).toEqual([0, 250, 500, 750]);
    expect(counts()).toEqual({ A: 4 });
  });

  it('stops where it is when the ramp is replaced, and continues from there', async () => {
    const stage = new Stage();
    const { apply, counts } = fleetOf([stage.actorClass('A')]);
    const replaced = new AbortController();
    const applied = apply({ A: 10 }, 10, replaced.signal);
    const outcome = expect(applied).rejects.toBe('replaced');
    await vi.advanceTimersByTimeAsync(450);
    replaced.abort('replaced');
    await outcome;
    await vi.advanceTimersByTimeAsync(5000);
    expect(counts()).toEqual({ A: 5 });
    apply({ A: 6 });
    expect(counts()).toEqual({ A: 6 });
  });

  it('starts no more users once the ramp is replaced, also when it is late', async () => {
    const stage = new Stage();
    const replaced = new AbortController();
    const born = () => {
      if (stage.actors.length === 2) replaced.abort('replaced');
    };
    const { environment } = makeEnvironment({}, [stage.actorClass('A', { born })]);
    const shares = new Map([['local', new Map([['A', 10]])]]);
    const applied = new LocalFleet(environment).apply(
      shares,
      batchOf({ spawnRate: 10 }),
      now() - 60_000,
      replaced.signal,
    );
    await expect(applied).rejects.toBe('replaced');
    expect(stage.actors).toHaveLength(2);
  });

  it('counts a user that is ending until it has ended', async () => {
    const stage = new Stage();
    const { fleet, apply, counts } = fleetOf([stage.actorClass('A', { manner: busy })], { stopTimeout: 30 });
    apply({ A: 2 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    apply({ A: 0 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(counts()).toEqual({ A: 2 });
    // One that is ending is not active: two new ones are created.
    apply({ A: 2 }, 100);
    await vi.advanceTimersByTimeAsync(1000);
    expect(counts()).toEqual({ A: 4 });
    stage.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(counts()).toEqual({ A: 3 });
    for (const actor of stage.actors) actor.finish();
    await fleet.stopAll(0);
    expect(counts()).toEqual({ A: 0 });
  });

  it('removes a user that ends by itself, and never stops it', async () => {
    const stage = new Stage();
    const { fleet, apply, counts } = fleetOf([stage.actorClass('A')]);
    apply({ A: 1 });
    stage.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(counts()).toEqual({ A: 0 });
    await fleet.stopAll(0);
    expect(stage.actors[0]?.stops).toEqual([]);
  });

  describe('stopAll', () => {
    it('stops all users and resolves when all have ended', async () => {
      const stage = new Stage();
      const { fleet, apply, counts } = fleetOf([stage.actorClass('A'), stage.actorClass('B', { manner: busy })]);
      apply({ A: 2, B: 2 }, 100);
      await vi.advanceTimersByTimeAsync(1000);
      await fleet.stopAll(0);
      expect(stage.alive).toEqual([]);
      expect(counts()).toEqual({ A: 0, B: 0 });
    });

    it('gives users the grace period to finish their tasks', async () => {
      const stage = new Stage();
      const { fleet, apply, log } = fleetOf([stage.actorClass('A', { manner: busy })]);
      apply({ A: 1 });
      let isOver = false;
      fleet.stopAll(5000).then(() => {
        isOver = true;
      });
      await vi.advanceTimersByTimeAsync(4999);
      expect([isOver, stage.alive.length]).toEqual([false, 1]);
      await vi.advanceTimersByTimeAsync(1);
      expect([isOver, stage.alive.length]).toEqual([true, 0]);
      expect(log).toHaveLength(1);
    });

    it('gives users the stop timeout of their class where it has one', async () => {
      const stage = new Stage();
      const [short, long, none] = [1, 40, null].map((stopTimeout, i) =>
        Object.assign(stage.actorClass('ABC'[i] as string, { manner: busy }), { stopTimeout }),
      ) as [ActorClass<Environment>, ActorClass<Environment>, ActorClass<Environment>];
      const { fleet, apply, environment } = fleetOf([short, long, none]);
      apply({ A: 1, B: 1, C: 1 });
      await vi.advanceTimersByTimeAsync(1000);
      fleet.stopAll(5000);
      const alive = () => stage.alive.map(({ className }) => className);
      await vi.advanceTimersByTimeAsync(1000);
      expect(alive()).toEqual(['B', 'C']);
      await vi.advanceTimersByTimeAsync(4000);
      expect(alive()).toEqual(['B']);
      await vi.advanceTimersByTimeAsync(34_999);
      expect(alive()).toEqual(['B']);
      await vi.advanceTimersByTimeAsync(1);
      expect(alive()).toEqual([]);
      expect(environment.longestStopTimeoutMs).toBe(40_000);
    });

    it('gives onStop as long as the stop timeout of the class, and users of a ramp down too', async () => {
      const stage = new Stage();
      const slow = Object.assign(stage.actorClass('A', { manner: polite }), { stopTimeout: 40 });
      const { apply, counts, log } = fleetOf([slow]);
      apply({ A: 1 });
      apply({ A: 0 });
      await vi.advanceTimersByTimeAsync(40_000 + 40_900); // the task, then onStop
      expect([counts(), log.length]).toEqual([{ A: 1 }, 1]);
      stage.actors[0]?.finish();
      await vi.advanceTimersByTimeAsync(0);
      expect([counts(), log.length]).toEqual([{ A: 0 }, 1]);
    });

    it('waits also for users that a ramp down is stopping', async () => {
      const stage = new Stage();
      const { fleet, apply } = fleetOf([stage.actorClass('A', { manner: busy })], { stopTimeout: 30 });
      apply({ A: 1 });
      apply({ A: 0 });
      let isOver = false;
      fleet.stopAll(0).then(() => {
        isOver = true;
      });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(isOver).toBe(false);
      stage.actors[0]?.finish();
      await vi.advanceTimersByTimeAsync(0);
      expect(isOver).toBe(true);
    });

    it('abandons a user that never ends, with a warning, and no longer counts it', async () => {
      const stage = new Stage();
      const { fleet, apply, counts, log } = fleetOf([stage.actorClass('Analyst', { manner: deaf })]);
      apply({ Analyst: 1 });
      (stage.actors[0] as StageActor).activity = 'task analyzeAudio';
      const stopped = fleet.stopAll(0);
      await vi.advanceTimersByTimeAsync(1000);
      await stopped;
      expect(log).toEqual([
        'WARNING/locust.runners: 1 user(s) of Analyst (task analyzeAudio) did not stop in time and were abandoned.',
      ]);
      expect(counts()).toEqual({ Analyst: 0 });
    });
  });

  it('interrupts abandoned users at the end of the test, not before', async () => {
    const stage = new Stage();
    const { fleet, apply } = fleetOf([stage.actorClass('Analyst', { manner: deaf }), stage.actorClass('B')]);
    apply({ Analyst: 2, B: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    apply({ Analyst: 1, B: 1 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.actors.map(({ isAbandoned }) => isAbandoned)).toEqual([false, false, false]);
    const stopped = fleet.stopAll(0);
    await vi.advanceTimersByTimeAsync(1000);
    await stopped;
    expect(stage.actors.map(({ isAbandoned }) => isAbandoned)).toEqual([true, true, false]);
  });

  it('calls onEmptied when the last user has ended by itself', async () => {
    const stage = new Stage();
    const { fleet, apply } = fleetOf([stage.actorClass('A')]);
    const told: boolean[] = [];
    fleet.onEmptied = () => told.push(fleet.isExhausted);
    apply({ A: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    stage.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect([told, fleet.isEmpty]).toEqual([[], false]);
    stage.actors[1]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect([told, fleet.isEmpty]).toEqual([[false], true]);
  });

  describe('a class that cannot be constructed', () => {
    function failing(thrown: unknown) {
      const stage = new Stage();
      const born = () => {
        throw thrown;
      };
      const made = fleetOf([stage.actorClass('Broken', { born }), stage.actorClass('Sound')]);
      const ends: string[] = [];
      made.environment.runner = { endTest: () => ends.push('endTest') } as unknown as Runner<Environment>;
      return { ...made, ends };
    }

    it('ends the run with a log line that names it', async () => {
      const { environment, apply, log, counts, ends } = failing(new Error('no license'));
      apply({ Broken: 1, Sound: 1 }, 100);
      await vi.advanceTimersByTimeAsync(1000);
      expect(log).toEqual(['CRITICAL/locust.runners: Class Broken could not be constructed: no license']);
      expect(environment.unhandledError).toBe(true);
      expect(environment.fatalError).toBeNull();
      expect(ends).toEqual(['endTest']);
      expect(counts()).toEqual({ Broken: 0, Sound: 1 });
    });

    it('ends the test gracefully if it throws StopTest', () => {
      const { environment, apply, log, ends } = failing(new StopTest('no license, no test'));
      apply({ Broken: 1 });
      expect(environment.unhandledError).toBe(false);
      expect(log).toEqual(['INFO/locust.runners: The test ends: no license, no test']);
      expect(ends).toEqual(['endTest']);
    });

    it('ends the run with the first TslocError that it throws', () => {
      const thrown = new TslocError('NO_HOST', 'Expected a host.');
      const { environment, apply, log, ends } = failing(thrown);
      apply({ Broken: 1 });
      expect(environment.fatalError).toBe(thrown);
      expect(log).toEqual([]);
      expect(ends).toEqual(['endTest']);
    });
  });
});
