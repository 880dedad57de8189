import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActorClass } from '../../src/core/actor.js';
import type { Environment } from '../../src/core/environment.js';
import type { Load } from '../../src/core/load.js';
import { LoadShape, type Tick } from '../../src/core/shape.js';
import { followShape } from '../../src/runner/follow-shape.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { type ShapeStage, StagesShape } from '../../src/runner/stages-shape.js';
import { now, sleep } from '../../src/util/loop/clock.js';
import { Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

/** Returns the given ticks, and records when they were requested. */
class ScriptedShape extends LoadShape {
  readonly askedAt: number[] = [];
  readonly #answer: (second: number) => Tick | null | Promise<Tick | null>;

  constructor(answer: (second: number) => unknown) {
    super();
    this.#answer = answer as (second: number) => Tick | null;
  }

  tick(): Tick | null | Promise<Tick | null> {
    this.askedAt.push(this.getRunTime());
    return this.#answer(this.askedAt.length - 1);
  }
}

/** Follows a shape with a runner that only records the loads. */
function follow(
  shape: LoadShape,
  start: (load: Load) => Promise<void> = async () => {},
  beginTest: (users: number) => Promise<void> = async () => {},
) {
  const { environment, log } = makeEnvironment();
  const loads: (Load & { readonly at: number })[] = [];
  const begin = now();
  const stop = new AbortController();
  const runner = {
    begin: beginTest,
    start: (load: Load) => {
      loads.push({ at: (now() - begin) / 1000, ...load });
      return start(load);
    },
  };
  const over = followShape(shape, runner, environment.log.logger('locust.runners'), stop.signal);
  const result = { isOver: false, thrown: null as unknown };
  over.then(
    () => Object.assign(result, { isOver: true }),
    (thrown) => Object.assign(result, { isOver: true, thrown }),
  );
  return { loads, log, stop, result };
}

/** Follows a shape with a runner that has users. */
function run(shape: LoadShape, userClasses: readonly ActorClass<Environment>[]) {
  const { environment, log } = makeEnvironment({}, userClasses);
  const runner = new LoadRunner(environment, new LocalFleet(environment));
  environment.runner = runner;
  shape.runner = runner;
  const stop = new AbortController();
  const over = followShape(shape, runner, environment.log.logger('locust.runners'), stop.signal);
  return { runner, log, over, stop };
}

function stagesOf(given: readonly ShapeStage[]) {
  class Mine extends StagesShape {
    static override stages = given;
  }
  return new Mine();
}

/** Advances the clock; returns when everything that became due has happened. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Users at the end of each of the next seconds. */
async function countsOver(seconds: number, runner: LoadRunner): Promise<number[]> {
  const counts: number[] = [];
  for (let second = 0; second < seconds; second++) {
    await pass(999);
    counts.push(runner.userCount);
    await pass(1);
  }
  return counts;
}

describe('followShape', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls tick at 0 s and then each second, by a clock that starts with the shape', async () => {
    const shape = new ScriptedShape(() => [1, 1]);
    await pass(12_345);
    follow(shape);
    await pass(3_500);
    expect(shape.askedAt).toEqual([0, 1, 2, 3]);
  });

  it('starts a load only when the tick differs from the one before', async () => {
    const script: Tick[] = [
      [1, 1],
      [1, 1],
      [2, 1],
      [2, 1],
      [2, 3],
      [1, 1],
    ];
    const { loads } = follow(new ScriptedShape((second) => script[second] ?? null));
    await pass(10_000);
    expect(loads).toEqual([
      { at: 0, users: 1, spawnRate: 1 },
      { at: 2, users: 2, spawnRate: 1 },
      { at: 4, users: 2, spawnRate: 3 },
      { at: 5, users: 1, spawnRate: 1 },
    ]);
  });

  it('calls tick while a ramp is still under way', async () => {
    const shape = new ScriptedShape((second) => [second + 1, 0.01]);
    const { loads } = follow(shape, () => new Promise(() => {}));
    await pass(2_500);
    expect(loads.map(({ users }) => users)).toEqual([1, 2, 3]);
  });

  it('warns of a tick that does not resolve, and continues when it does', async () => {
    let answer = (_: Tick) => {};
    const late = new Promise<Tick>((resolve) => {
      answer = resolve;
    });
    const { loads, log } = follow(new ScriptedShape((second) => (second === 1 ? late : [1, 1])));
    await pass(10_999);
    expect(log.join('\n')).not.toContain('WARNING');
    await pass(1);
    expect(log.filter((line) => line.includes('WARNING'))).toEqual([
      expect.stringContaining('tick() of shape ScriptedShape has not finished after 10 seconds'),
    ]);
    answer([2, 1]);
    await pass(0);
    expect(loads.map(({ users }) => users)).toEqual([1, 2]);
  });

  it('passes on the names of the classes; without any, the previous ones stay', async () => {
    class Buyer {}
    class Seller {}
    const script = [
      [1, 1, [Buyer, Seller]],
      [1, 1, [Buyer, Seller]],
      [1, 1, [Buyer]],
      [1, 1, null],
      [2, 1, []],
    ];
    const { loads } = follow(new ScriptedShape((second) => script[second] ?? null));
    await pass(10_000);
    expect(loads).toEqual([
      { at: 0, users: 1, spawnRate: 1, userClasses: ['Buyer', 'Seller'] },
      { at: 2, users: 1, spawnRate: 1, userClasses: ['Buyer'] },
      { at: 3, users: 1, spawnRate: 1 },
      { at: 4, users: 2, spawnRate: 1 },
    ]);
  });

  it('rounds fractions of users to the nearest integer', async () => {
    const { loads } = follow(new ScriptedShape((second) => [second * 0.4, 1]));
    await pass(3_500);
    expect(loads.map(({ users }) => users)).toEqual([0, 1]);
  });

  it('ends with the shape, and logs in Locust’s words', async () => {
    const { log, result } = follow(new ScriptedShape((second) => (second < 2 ? [10, 2.5] : null)));
    await pass(1_999);
    expect(result.isOver).toBe(false);
    await pass(1);
    expect(result).toEqual({ isOver: true, thrown: null });
    expect(log).toEqual([
      'INFO/locust.runners: Shape test starting.',
      'INFO/locust.runners: Shape test updating to 10 users at 2.50 spawn rate',
      'INFO/locust.runners: Shape test stopping',
    ]);
  });

  it('does not count the time of testStart listeners', async () => {
    const shape = new ScriptedShape((second) => [second + 1, 1]);
    const begun: number[] = [];
    const { loads } = follow(shape, undefined, (users) => {
      begun.push(users);
      return sleep(40_000);
    });
    await pass(42_500);
    expect(begun).toEqual([1]);
    expect(shape.askedAt).toEqual([0, 1, 2]);
    expect(loads.map(({ at, users }) => [at, users])).toEqual([
      [40, 1],
      [41, 2],
      [42, 3],
    ]);
  });

  it('ends when it is cancelled during testStart, even if a listener hangs, and starts no load then', async () => {
    const { loads, stop, result } = follow(new ScriptedShape(() => [1, 1]), undefined, () => new Promise(() => {}));
    await pass(5_000);
    expect(result.isOver).toBe(false);
    stop.abort();
    await pass(0);
    expect([result, loads]).toEqual([{ isOver: true, thrown: null }, []]);
  });

  it('fails when the test cannot begin', async () => {
    const { loads, result } = follow(new ScriptedShape(() => [1, 1]), undefined, () => Promise.reject(new Error('no')));
    await pass(0);
    expect([result.thrown, loads]).toEqual([new Error('no'), []]);
  });

  it('ends at once when it is cancelled between two ticks', async () => {
    const shape = new ScriptedShape(() => [1, 1]);
    const { stop, result } = follow(shape);
    await pass(1_500);
    stop.abort();
    await pass(0);
    expect(result).toEqual({ isOver: true, thrown: null });
    await pass(10_000);
    expect(shape.askedAt).toEqual([0, 1]);
  });

  it('starts no load after it was cancelled during an async tick', async () => {
    const shape = new ScriptedShape(() => new Promise((resolve) => setTimeout(() => resolve([1, 1]), 500)));
    const { loads, stop, result } = follow(shape);
    await pass(100);
    stop.abort();
    await pass(1_000);
    expect(loads).toEqual([]);
    expect(result).toEqual({ isOver: true, thrown: null });
  });

  it('awaits an async tick, and skips the seconds that pass during it', async () => {
    const thoughts = [400, 2_500, 0, 0];
    const shape = new ScriptedShape(
      (second) => new Promise((resolve) => setTimeout(() => resolve([second, 1]), thoughts[second])),
    );
    follow(shape);
    await pass(5_500);
    expect(shape.askedAt).toEqual([0, 1, 4, 5]);
  });

  it('never calls tick before the second is full, although timers may be early by a fraction of a millisecond', async () => {
    const shape = new ScriptedShape(() => {
      vi.advanceTimersByTime(0.6);
      return [1, 1];
    });
    follow(shape);
    await pass(3_500);
    expect(shape.askedAt.map((seconds) => Math.floor(seconds))).toEqual([0, 1, 2, 3]);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no plan');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no plan'))],
  ])('fails when the shape %s', async (_how, answer) => {
    const { result } = follow(new ScriptedShape((second) => (second < 1 ? [1, 1] : answer())));
    await pass(1_000);
    expect(result.thrown).toEqual(new Error('no plan'));
  });

  it('fails, within a second, when the runner does', async () => {
    const { result } = follow(new ScriptedShape(() => [1, 1]), () => Promise.reject(new Error('no room')));
    await pass(1_000);
    expect(result.thrown).toEqual(new Error('no room'));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 10],
    ['no rate', [10]],
    ['a rate of 0', [10, 0]],
    ['a rate without end', [10, Number.POSITIVE_INFINITY]],
    ['users below 0', [-1, 1]],
    ['users that are not a number', [Number.NaN, 1]],
    ['null users', [null, 1]],
    ['users as a text', ['10', 1]],
    ['names instead of classes', [10, 1, ['Buyer']]],
  ])('refuses %s as a tick, before any user starts', async (_what, answer) => {
    const { loads, result } = follow(new ScriptedShape(() => answer));
    await pass(0);
    expect(result.thrown).toMatchObject({ code: 'BAD_SHAPE', hint: expect.stringContaining('spawnRate above 0') });
    expect(loads).toEqual([]);
  });

  it('shows the refused tick', async () => {
    const { result } = follow(new ScriptedShape(() => [Number.NaN, 1]));
    await pass(0);
    expect(String(result.thrown)).toContain('to be [users, spawnRate] or null, got [ NaN, 1 ].');
  });
});

describe('followShape with users', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes from 100 users to 0 and back to 50, down as fast as up', async () => {
    const shape = stagesOf([
      { duration: 15, users: 100, spawnRate: 10 },
      { duration: 30, users: 0, spawnRate: 10 },
      { duration: 45, users: 50, spawnRate: 10 },
    ]);
    const { runner, over } = run(shape, [new Stage().actorClass('A')]);
    const upTo = (users: number) => Array.from({ length: 15 }, (_, i) => Math.min(users, (i + 1) * 10));
    expect(await countsOver(15, runner)).toEqual(upTo(100));
    expect(await countsOver(15, runner)).toEqual(upTo(100).map((gone) => 100 - gone));
    expect(await countsOver(15, runner)).toEqual(upTo(50));
    await over;
    expect(shape.getCurrentUserCount()).toBe(50);
    await runner.stop();
    expect(runner.userCount).toBe(0);
  });

  it('reaches any number at any rate, up and down, at that rate and no further', async () => {
    const change = fc.record({ users: fc.integer({ min: 0, max: 60 }), spawnRate: fc.integer({ min: 1, max: 30 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const parts: { readonly stage: ShapeStage; readonly counts: number[] }[] = [];
        let [end, from] = [0, 0];
        for (const { users, spawnRate } of changes) {
          const way = Math.abs(users - from);
          const seconds = Math.ceil(way / spawnRate) + 2;
          const gone = Array.from({ length: seconds }, (_, i) => Math.min(way, (i + 1) * spawnRate));
          end += seconds;
          parts.push({
            stage: { duration: end, users, spawnRate },
            counts: gone.map((count) => from + Math.sign(users - from) * count),
          });
          from = users;
        }
        const { runner, over } = run(stagesOf(parts.map(({ stage }) => stage)), [new Stage().actorClass('A')]);
        expect(await countsOver(end, runner)).toEqual(parts.flatMap(({ counts }) => counts));
        await over;
        await runner.stop();
      }),
      { numRuns: 25 },
    );
  });

  it('leaves out no stage because of a slow testStart listener', async () => {
    const shape = stagesOf([
      { duration: 2, users: 3, spawnRate: 10 },
      { duration: 4, users: 5, spawnRate: 10 },
    ]);
    const { runner, over } = run(shape, [new Stage().actorClass('A')]);
    runner.environment.events.testStart.addListener(() => sleep(90_000));
    await pass(90_000);
    expect(await countsOver(4, runner)).toEqual([3, 3, 5, 5]);
    await over;
    await runner.stop();
  });

  it('reverses in the middle of a ramp when the shape does', async () => {
    const shape = stagesOf([
      { duration: 3, users: 100, spawnRate: 10 },
      { duration: 8, users: 5, spawnRate: 10 },
    ]);
    const { runner } = run(shape, [new Stage().actorClass('A')]);
    expect(await countsOver(8, runner)).toEqual([10, 20, 30, 20, 10, 5, 5, 5]);
    await runner.stop();
  });

  it('adds only users of the named classes, and removes the last added first, as Locust does', async () => {
    const stage = new Stage();
    const [a, b] = [stage.actorClass('A'), stage.actorClass('B')];
    const shape = stagesOf([
      { duration: 2, users: 2, spawnRate: 10 },
      { duration: 4, users: 4, spawnRate: 10, userClasses: [b] },
      { duration: 6, users: 1, spawnRate: 10 },
    ]);
    const { runner } = run(shape, [a, b]);
    const classes: unknown[] = [];
    for (let part = 0; part < 3; part++) {
      await pass(1_999);
      classes.push(Object.fromEntries(runner.userClassesCount));
      await pass(1);
    }
    expect(classes).toEqual([
      { A: 1, B: 1 },
      { A: 1, B: 3 },
      { A: 1, B: 0 },
    ]);
    await runner.stop();
  });

  it('shows a shape how many users are running', async () => {
    const seen: number[] = [];
    const shape = new ScriptedShape(() => {
      seen.push(shape.getCurrentUserCount());
      return seen.length > 4 ? null : [20, 5];
    });
    const { runner, over } = run(shape, [new Stage().actorClass('A')]);
    await pass(4_000);
    await over;
    expect(seen).toEqual([0, 5, 10, 15, 20]);
    await runner.stop();
  });
});
