import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Options } from '../../src/core/options/options.js';
import { LoadShape, type Tick } from '../../src/core/shape.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { TestControl, type TestPlan } from '../../src/runner/test-control.js';
import { steadyEpochSeconds } from '../../src/util/loop/clock.js';
import { Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Returns these ticks, one a second, then null. */
class ListShape extends LoadShape {
  readonly #ticks: (Tick | null)[];

  constructor(ticks: readonly Tick[]) {
    super();
    this.#ticks = [...ticks];
  }

  tick(): Tick | null {
    return this.#ticks.shift() ?? null;
  }
}

describe('TestControl', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function controlOf({ quitsAfterTest = true, options = {} as Partial<Options> } = {}) {
    const { environment, log } = makeEnvironment(options, [new Stage().actorClass('A')]);
    const runner = new LoadRunner(environment, new LocalFleet(environment));
    runner.quitsAfterTest = quitsAfterTest;
    environment.runner = runner;
    const control = new TestControl(environment, runner);
    const start = (plan: Partial<TestPlan>) => {
      const state = { isOver: false };
      const whole = { users: 1, spawnRate: 100, runTimeSeconds: null, shape: null, ...plan };
      control.start(whole).then(() => {
        state.isOver = true;
      });
      return state;
    };
    return { control, runner, log, start };
  }

  it('knows when the last of several plans ends', async () => {
    const { control, start } = controlOf();
    start({ runTimeSeconds: 10 });
    let hasEnded = false;
    void control.planEnded().then(() => {
      hasEnded = true;
    });
    await pass(5_000);
    start({ users: 2, runTimeSeconds: 20 });
    await pass(19_999);
    expect(hasEnded).toBe(false);
    await pass(1);
    expect(hasEnded).toBe(true);
  });

  it('knows which shape it follows, until it has ended or is stopped', async () => {
    const { control, start } = controlOf({ quitsAfterTest: false });
    const shape = new ListShape([[1, 100]]);
    start({ shape });
    expect(control.followedShape).toBe(shape);
    await pass(2_000);
    expect(control.followedShape).toBeNull();
    start({ shape: new ListShape([[1, 100]]) });
    start({ users: 1 });
    expect(control.followedShape).toBeNull();
    start({ shape });
    control.cancel();
    expect(control.followedShape).toBeNull();
  });

  it.each([3_600, -3_600])('knows when a test ends, also if the wall clock is set by %d s', async (seconds) => {
    const { control, start } = controlOf();
    vi.setSystemTime(Date.now() + seconds * 1_000);
    start({ runTimeSeconds: 60 });
    await pass(10_000);
    vi.setSystemTime(Date.now() + seconds * 1_000);
    expect((control.endsAt ?? 0) - steadyEpochSeconds()).toBeCloseTo(50, 1);
  });

  it('starts users, and ends after the run time; the users are left to the run', async () => {
    const { runner, start, log } = controlOf();
    const state = start({ users: 3, runTimeSeconds: 5 });
    await pass(4_999);
    expect([runner.userCount, state.isOver]).toEqual([3, false]);
    await pass(1);
    expect([runner.userCount, state.isOver]).toEqual([3, true]);
    expect(log.filter((line) => line.includes('locust.main'))).toEqual([
      'INFO/locust.main: Run time limit set to 5 seconds',
      'INFO/locust.main: --run-time limit reached, shutting down',
    ]);
  });

  it.each([
    [60, 1, 59, false],
    [61, 1, 60, true],
    [61, 2, 30, false],
    [1_000, 10, 100, true],
  ])(
    'warns of a run time that ends the ramp: %d users at %d a second',
    async (users, spawnRate, rampSeconds, isTooShort) => {
      const { start, log } = controlOf();
      start({ users, spawnRate, runTimeSeconds: 60 });
      await pass(100);
      const warning = `WARNING/locust.main: The run time is too short for ${users} users: the last one would start after ${rampSeconds} seconds.`;
      expect(log.filter((line) => line.startsWith('WARNING'))).toEqual(isTooShort ? [warning] : []);
    },
  );

  it('counts the users that run already when the load changes', async () => {
    const { start, log } = controlOf();
    start({ users: 50, spawnRate: 100, runTimeSeconds: 60 });
    await pass(1_000);
    start({ users: 100, spawnRate: 1, runTimeSeconds: 60 });
    await pass(100);
    expect(log.filter((line) => line.startsWith('WARNING'))).toEqual([]);
  });

  it('stops the users too if the run waits for further tests', async () => {
    const { runner, start } = controlOf({ quitsAfterTest: false });
    const state = start({ users: 3, runTimeSeconds: 5 });
    await pass(5_000);
    expect([runner.userCount, runner.state, state.isOver]).toEqual([0, 'stopped', true]);
  });

  it('follows a shape to its end', async () => {
    const { runner, start, log } = controlOf();
    const shape = new ListShape([
      [2, 100],
      [4, 100],
    ]);
    const state = start({ shape });
    await pass(500);
    expect([runner.userCount, shape.runner]).toEqual([2, runner]);
    await pass(1_000);
    expect(runner.userCount).toBe(4);
    await pass(1_000);
    expect(state.isOver).toBe(true);
    expect(log.at(-1)).toBe('INFO/locust.runners: Shape test completed, shutting down');
  });

  it.each([
    [{ numUsers: 5, runTime: 60 }, ['--users', '--run-time']],
    [{ spawnRate: 2 }, ['--spawn-rate']],
    [{}, []],
  ])('warns of the common options %j that a shape ignores', async (options, names) => {
    const { start, log } = controlOf({ options });
    start({ shape: new ListShape([]) });
    await pass(0);
    const warnings = log.filter((line) => line.startsWith('WARNING'));
    expect(warnings).toHaveLength(names.length === 0 ? 0 : 2);
    if (names.length > 0) expect(warnings[1]).toContain(`Ignored: ${names.join(', ')}.`);
  });

  it('changes the load and the run time of a running test, whose statistics and users stay', async () => {
    const { runner, start } = controlOf({ quitsAfterTest: false });
    const first = start({ users: 3, runTimeSeconds: 5 });
    await pass(4_000);
    const second = start({ users: 5, runTimeSeconds: 5 });
    await pass(1_000);
    expect([first.isOver, second.isOver, runner.userCount]).toEqual([true, false, 5]);
    await pass(4_000);
    expect([second.isOver, runner.userCount]).toEqual([true, 0]);
  });

  it('does not end a test by the run time of a stopped one', async () => {
    const { runner, start } = controlOf({ quitsAfterTest: false });
    start({ users: 3, runTimeSeconds: 5 });
    await pass(1_000);
    await runner.stop();
    start({ users: 2 });
    await pass(60_000);
    expect(runner.userCount).toBe(2);
  });

  it.each([true, false])(
    'follows a shape no further once its test is stopped (quits after the test: %s)',
    async (quitsAfterTest) => {
      const { runner, start } = controlOf({ quitsAfterTest });
      const ticks: Tick[] = Array.from({ length: 60 }, (_, i) => [i + 1, 100]);
      const state = start({ shape: new ListShape(ticks) });
      await pass(1_500);
      await runner.stop();
      await pass(10_000);
      expect([state.isOver, runner.state, runner.userCount]).toEqual([true, 'stopped', 0]);
    },
  );

  it('starts a test in the moment in which the one before is stopped', async () => {
    const { runner, start } = controlOf({ quitsAfterTest: false });
    start({ users: 3, runTimeSeconds: 5 });
    await pass(1_000);
    void runner.stop();
    const second = start({ users: 2, runTimeSeconds: 5 });
    await pass(4_900);
    expect([second.isOver, runner.state, runner.userCount]).toEqual([false, 'running', 2]);
    await pass(200);
    expect([second.isOver, runner.state]).toEqual([true, 'stopped']);
  });

  it('keeps the run time of a test that a listener stops and starts again', async () => {
    const { runner, start } = controlOf();
    const state = start({ runTimeSeconds: 5 });
    await pass(1_000);
    await runner.stop();
    void runner.start({ users: 2, spawnRate: 100 });
    await pass(3_900);
    expect([state.isOver, runner.userCount]).toEqual([false, 2]);
    await pass(100);
    expect(state.isOver).toBe(true);
  });

  it.each<[string, Partial<TestPlan>]>([
    ['a load', { users: 7 }],
    ['a shape', { shape: new ListShape([[7, 100]]) }],
  ])('starts a test with %s whose listeners of testStart know the number of users', async (_what, plan) => {
    const { runner, start } = controlOf();
    const seen: number[] = [];
    runner.environment.events.testStart.addListener(() => void seen.push(runner.targetUserCount));
    start(plan);
    await pass(100);
    expect([seen, runner.userCount]).toEqual([[7], 7]);
  });

  it('fails the test if the shape throws', async () => {
    class Broken extends LoadShape {
      tick(): never {
        throw new Error('no plan');
      }
    }
    const { runner, start, log } = controlOf();
    const state = start({ shape: new Broken() });
    await pass(0);
    await runner.ended;
    expect([state.isOver, runner.environment.unhandledError]).toEqual([true, true]);
    expect(log.at(-1)).toContain('ERROR/locust.main: The test failed: Error: no plan');
  });

  it('does nothing more once it is cancelled', async () => {
    const { control, runner, start } = controlOf({ quitsAfterTest: false });
    const state = start({ users: 2, runTimeSeconds: 5 });
    await pass(1_000);
    control.cancel();
    await pass(60_000);
    expect([state.isOver, runner.userCount]).toEqual([true, 2]);
  });
});
